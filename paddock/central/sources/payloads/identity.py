"""Is this the person, is this their phone, their face, their card, and are they on a list?"""

from paddock.central.sources.payloads.base import Count, Match, Payload, Ratio, Suspected


class IdentityAnswer(Payload):
    """Identity two-factor 身份二要素: does the name belong to the number?"""

    result: Match


class PhoneAnswer(Payload):
    """Phone three-factor 手机三要素: do name, number and phone belong together, and since when?"""

    result: Match
    tenure_months: Count | None
    in_service: bool | None


class FaceAnswer(Payload):
    """Face comparison 人脸比对: the person at the counter against the register's portrait."""

    face_similarity: Ratio
    face_live: bool
    """Whether a living face was seen 活体检测."""


class BankCardAnswer(Payload):
    """Bank card four-factor 银行卡四要素 of the card named for repayment: name, number, phone and card."""

    bank_card_result: Match
    bank_card_first_class: bool | None
    """一类户 (PBOC 银发〔2015〕392 号), from which any amount may be debited."""


class FraudListAnswer(Payload):
    """The industry's fraud list 欺诈名单."""

    severity: Suspected
    names_on_phone_90d: Count
    """How many names applied with this phone in 90 days."""
    phones_on_person_90d: Count
    applications_30d: Count
