"""What a new password must be beyond Django's own rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class NotTheOldOne:
    """Refuses the password that the account has now."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when `password` is the present one."""
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError(_("This is the password you have now. Choose another."), code="password_same")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("The new password differs from the one you have now.")
