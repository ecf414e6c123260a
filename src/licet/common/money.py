"""Money: an exact amount and an ISO 4217 currency, never mixed without a dated rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from licet.common.errors import BadInput, UnknownName, suggest

__all__ = ["CURRENCIES", "Money", "parse_decimal"]

CURRENCIES: frozenset[str] = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CLP CNY COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP FRF GBP GEL GHS GIP GMD GNF GTQ GYD HKD
    HNL HRK HTG HUF IDR ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG
    QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
    UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG""".split()
)


LONGEST = 40
"""No quantity, value or score is written with more characters than this."""


def parse_decimal(text: str, *, where: str = "", what: str = "an amount") -> Decimal:
    """Return the exact decimal; exponents, NaN, infinities and stray characters raise `BadInput`."""
    plain = text.strip().replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if value.is_finite() and plain.isdecimal() and len(plain) > LONGEST:
        raise BadInput(
            "LIC-004",
            f"{what[:1].upper()}{what[1:]} has more than {LONGEST} digits",
            where=where,
            remedy="Look for digits too many.",
        )
    if not value.is_finite() or "e" in plain.lower() or "_" in plain or len(plain) > LONGEST:
        raise BadInput(
            "LIC-004",
            f"'{text[:60]}' is not {what}",
            where=where,
            remedy="Write digits with a point before decimals, such as 1250000 or 12.50.",
        )
    return value


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in CURRENCIES:
            raise UnknownName(
                "LIC-003",
                f"'{self.currency}' is not a currency code.{suggest(self.currency, CURRENCIES)}",
                remedy="Use an ISO 4217 code such as EUR.",
            )

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise BadInput(
                "LIC-005",
                f"{self.currency} and {other.currency} cannot be reckoned together",
                remedy="Convert one of them at a dated rate first.",
            )
        return other.amount

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,}".replace(",", "\u00a0")
