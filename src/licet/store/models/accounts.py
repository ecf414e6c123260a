"""Accounts, the requests of administrators to change them, and the record of who read what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from licet.store.models.base import Immutable, Recorded, exact
from licet.store.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AccessLog", "Account", "AccountManager", "AccountRequest", "check_roles"]


def check_roles(value: object) -> None:
    """Accept a list of known roles without repetition."""
    if not isinstance(value, list) or any(role not in ROLES for role in value) or len(set(value)) != len(value):
        raise ValidationError("Roles are a list of known roles, each once.", code="roles")


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts. There is no superuser: what an account may do follows from its roles alone."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: Any) -> Account:
        """Make and save an account; without a password nobody can sign in to it yet."""
        account = self.model(username=self.model.normalize_username(username), email=email, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractUser):
    """A person who may sign in. Roles say what the person may do, authority up to where the person may sign."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    groups = None  # type: ignore[assignment]
    user_permissions = None  # type: ignore[assignment]

    display_name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    roles = models.JSONField(default=list, blank=True, validators=[check_roles])
    organisation = models.ForeignKey(
        "store.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    state = models.CharField(max_length=3, blank=True, help_text="ISO 3166-1 alpha-3 of the state served.")
    language = models.CharField(max_length=10, default="en")
    role_title = models.CharField(max_length=150, blank=True, help_text="Printed under a signature.")
    authority_ceiling = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    authority_currency = models.CharField(max_length=3, blank=True)
    authority_goods = models.JSONField(
        default=list, blank=True, help_text="Control codes or their beginnings; * is any."
    )
    authority_destinations = models.JSONField(default=list, blank=True, help_text="ISO alpha-3 codes; * is any.")
    closed_at = models.DateTimeField(null=True, blank=True)
    session_version = models.PositiveIntegerField(default=1, help_text="Raising it ends every session.")
    password_lent = models.BooleanField(default=False, help_text="Known to the person who made it: change at sign-in.")

    objects: ClassVar[AccountManager] = AccountManager()  # type: ignore[assignment]

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_once", condition=~models.Q(email="")),
            models.UniqueConstraint(Lower("username"), name="account_username_once"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def is_closed(self) -> bool:
        """Say whether the account was closed or switched off."""
        return self.closed_at is not None or not self.is_active

    def has_role(self, *roles: str) -> bool:
        """Say whether the account holds one of `roles`."""
        return any(role in self.roles for role in roles)

    def get_session_auth_hash(self) -> str:
        """Return what a session is bound to: it ends when password, session version or closing change."""
        return self._bound_to()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same under each former secret key."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._bound_to(secret=secret)

    def _bound_to(self, secret: str | bytes | None = None) -> str:
        bound = f"{self.password}\n{self.session_version}\n{exact(self.closed_at)}"
        return salted_hmac("licet.store.session", bound, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name or self.username

    def has_perm(self, perm: object, obj: object = None) -> bool:
        """Refuse: the policy table decides, whatever flags an account has."""
        return False

    def has_perms(self, perm_list: object, obj: object = None) -> bool:
        """Refuse, as `has_perm` does."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Refuse, as `has_perm` does."""
        return False

    def ledger_record(self) -> dict[str, Any]:
        """Return what the ledger commits to: everything that decides what the account may do."""
        return {
            "username": self.username,
            "display_name": self.display_name,
            "email": self.email,
            "roles": sorted(self.roles),
            "organisation": self.organisation_id,
            "state": self.state,
            "role_title": self.role_title,
            "authority_ceiling": exact(self.authority_ceiling),
            "authority_currency": self.authority_currency,
            "authority_goods": sorted(self.authority_goods),
            "authority_destinations": sorted(self.authority_destinations),
            "is_active": self.is_active,
            "is_staff": self.is_staff,
            "is_superuser": self.is_superuser,
            "closed_at": exact(self.closed_at),
        }


class AccountRequest(Recorded):
    """What one administrator proposes about an account and another approves or turns down."""

    class Kind(models.TextChoices):
        CREATE = "create", "make an account"
        CHANGE = "change", "change an account"
        CLOSE = "close", "close an account"

    class Status(models.TextChoices):
        OPEN = "open", "waiting for a second administrator"
        APPROVED = "approved", "approved"
        REJECTED = "rejected", "turned down"
        WITHDRAWN = "withdrawn", "withdrawn"

    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    change = models.JSONField(default=dict)
    reason = models.TextField()
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="account_requests_proposed")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="account_requests_settled"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_by=None)
                | ~models.Q(status="approved")
                | ~models.Q(settled_by=models.F("proposed_by")),
                name="account_request_two_people",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.change.get('username', self.account_id)}"


class AccessLog(Immutable):
    """One read of a case, a denial or a person. Rows are added, never changed."""

    class Kind(models.TextChoices):
        CASE = "case", "case"
        DENIAL = "denial", "denial"
        PERSON = "person", "person"
        LICENCE = "licence", "licence"
        LOG = "log", "log"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reads")
    kind = models.CharField(max_length=10, choices=Kind)
    reference = models.CharField(max_length=100)
    action = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "reference", "at"], name="access_by_reference")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.action} {self.kind}:{self.reference}"
