"""The contract as pages: terms in, PDF bytes and the places to sign out."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from paddock.central.contracts.annexes import annexes_of
from paddock.central.contracts.clauses import ClauseBook, KindTexts, clause_book, fill, merge_clauses
from paddock.central.contracts.places import percent, places_of
from paddock.central.contracts.terms import BEIJING, ContractTerms
from paddock.central.contracts.typesetting import typeset
from paddock.domain.money import Fen, amount_in_words, format_yuan
from paddock.domain.plans import RepaymentMethod
from paddock.domain.states import SignerRole
from paddock.wire.applications import ConsentPurpose, CoSigner, VehicleCondition, VehicleUse

_A4_HEIGHT_POINTS = 841.89


@dataclass(frozen=True, slots=True)
class SignatureArea:
    """Where a role signs: page from 0, box in points from the page's lower left corner."""

    role: SignerRole
    page: int
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class RenderedContract:
    """A contract nobody has signed yet."""

    pdf: bytes
    pages: int
    areas: tuple[SignatureArea, ...]
    clause_version: str


def render_contract(terms: ContractTerms, book: ClauseBook | None = None) -> RenderedContract:
    """Set the contract with the clauses of `book` (None: the newest installed one).

    The same terms and book give the same bytes, on every machine. Raises `KeyError` where a clause wants what the deal
    does not have.
    """
    book = book or clause_book()
    pdf, compiler = typeset("contract.typ", contract_data(terms, book), made_at=terms.drawn_up_at, archival=True)
    marks = json.loads(compiler.query("<signature-area>", field="value"))
    pages = int(json.loads(compiler.query("<page-count>", field="value", one=True)))
    areas = tuple(
        SignatureArea(
            role=SignerRole(mark["role"]),
            page=mark["page"] - 1,
            left=mark["x"],
            bottom=_A4_HEIGHT_POINTS - mark["y"] - mark["height"],
            width=mark["width"],
            height=mark["height"],
        )
        for mark in marks
    )
    if [area.role for area in areas] != [role for role, _name in terms.signers]:
        raise RuntimeError("the template has not one area for every signer")
    return RenderedContract(pdf, pages, areas, book.version)


def contract_data(terms: ContractTerms, book: ClauseBook) -> dict[str, Any]:
    """What the template is given. Raises `KeyError` like `render_contract`."""
    texts = book.kinds[terms.kind]
    offer = terms.offer
    places = places_of(terms)
    return {
        "title": texts.title,
        "subtitle": texts.subtitle,
        "number": terms.number,
        "contract_id": str(terms.contract_id),
        "date": _chinese_date(terms),
        "sandbox": terms.sandbox,
        "lender": asdict(terms.lender),
        "clause_version": book.version,
        "recital": texts.recital,
        "parties": _parties(terms),
        "vehicle": _vehicle(terms),
        "amounts": _amounts(terms, texts),
        "financing": _financing(terms),
        "annual_rate": percent(offer.annual_rate),
        "rate_note": "将租金、手续费等全部成本计入，按内部收益率（IRR）法计算的真实年利率。请以此比较不同的融资方案。",
        "clauses": _clauses(terms, book, places),
        "laws": list(book.laws),
        **_schedule(terms),
        **_consents(terms, book, places),
        "annexes": annexes_of(terms, book, places),
        "signatures": _signatures(terms),
        "signing_order": "、".join(role.name_for_people.zh.partition(" ")[0] for role, _name in terms.signers),
    }


def _parties(terms: ContractTerms) -> list[dict[str, Any]]:
    applicant, lender, dealer = terms.application.applicant, terms.lender, terms.dealer
    return [
        {
            "title": "甲方（出租人）",
            "rows": [
                _row("名称", lender.name, wide=True),
                _row("登记代码", lender.registration_number),
                _row("联系电话", lender.phone),
                _row("住所", lender.address, wide=True),
            ],
        },
        {
            "title": "乙方（承租人）",
            "rows": [
                _row("姓名", applicant.name),
                _row("联系电话", applicant.phone),
                _row("证件类型", "居民身份证"),
                _row("证件号码", applicant.resident_id_number),
                _row("住址", applicant.address, wide=True),
            ],
        },
        {
            "title": "丙方（经销商）",
            "rows": [_row("名称", dealer.name), _row("所在城市", dealer.city)],
        },
        *(_beside(one) for one in terms.application.co_signers),
    ]


def _beside(one: CoSigner) -> dict[str, Any]:
    return {
        "title": SignerRole(one.role.value).name_for_people.zh,
        "rows": [
            _row("姓名", one.name),
            _row("联系电话", one.phone),
            _row("证件类型", "居民身份证"),
            _row("证件号码", one.resident_id_number),
            _row("住址", one.address, wide=True),
        ],
    }


def _vehicle(terms: ContractTerms) -> list[dict[str, Any]]:
    vehicle = terms.application.vehicle
    used = vehicle.condition is VehicleCondition.USED
    registered = f"{vehicle.first_registered_on:%Y-%m-%d}" if vehicle.first_registered_on else "新车，尚未登记"
    return [
        _row("品牌型号", vehicle.brand_model, wide=True),
        _row("车辆识别代号", vehicle.vin),
        _row("号牌号码", vehicle.plate or "尚未上牌"),
        _row("车辆类别", ("二手车" if used else "新车") + ("（新能源）" if vehicle.new_energy else "")),
        _row("初次登记日期", registered),
        _row("表显里程", f"{vehicle.odometer_km:,} 公里"),
        _row("租赁用途", _use(terms)),
    ]


def _use(terms: ContractTerms) -> str:
    use = terms.application.vehicle.use
    earns = terms.deal.vehicle_class.is_commercial if use is None else use is VehicleUse.OPERATING
    return "营运（道路运输）" if earns else "承租人自用，非营运"


def _amounts(terms: ContractTerms, texts: KindTexts) -> list[dict[str, Any]]:
    offer = terms.offer
    lines: list[tuple[str, Fen, bool]] = [
        (texts.price, offer.price_fen, False),
        *((f"随车融资：{extra.name.zh}", extra.amount_fen, False) for extra in offer.extras),
        (texts.down_payment, offer.down_payment_fen, False),
        (texts.amount_financed, offer.amount_financed_fen, True),
        ("手续费（签约时一次支付）", offer.fee_fen, False),
        ("每期租金" if _is_level(terms) else "首期租金", offer.monthly_payment_fen, True),
    ]
    if offer.balloon_fen:
        lines.append(("期末尾款（随末期支付）", offer.balloon_fen, False))
    lines += [
        ("应付总额（租金及手续费）", offer.total_payable_fen, True),
        ("其中融资总成本", offer.total_cost_fen, False),
    ]
    return [
        {"label": label, "digits": format_yuan(amount), "words": amount_in_words(amount), "strong": strong}
        for label, amount, strong in lines
    ]


def _is_level(terms: ContractTerms) -> bool:
    return len({line.payment_fen for line in terms.offer.schedule[:-1]}) <= 1


def _financing(terms: ContractTerms) -> list[dict[str, Any]]:
    offer = terms.offer
    return [
        _row("融资方案", offer.plan_name.zh),
        _row("还款方式", RepaymentMethod(offer.method).name_for_people.zh),
        _row("租赁期限", f"{offer.term_months} 个月"),
        _row("名义年利率", percent(offer.nominal_rate)),
        _row("首个支付日", f"{offer.schedule[0].due_date:%Y-%m-%d}"),
        _row("末期支付日", f"{offer.schedule[-1].due_date:%Y-%m-%d}"),
    ]


def _clauses(terms: ContractTerms, book: ClauseBook, places: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "ordinal": _chinese_ordinal(number),
            "title": clause.title,
            "law": clause.law,
            "paragraphs": [{"text": text, "strong": clause.strong} for text in clause.paragraphs],
        }
        for number, clause in enumerate(merge_clauses(book, terms.deal, places), start=1)
    ]


def _schedule(terms: ContractTerms) -> dict[str, Any]:
    lines = terms.offer.schedule
    return {
        "schedule_note": (
            f"单位：人民币元。共 {len(lines)} 期，自放款日起算；实际放款日不同的，支付日相应顺延，金额不变。"
        ),
        "schedule": [
            [
                str(line.number),
                f"{line.due_date:%Y-%m-%d}",
                *(_plain(amount) for amount in (line.payment_fen, line.principal_fen, line.interest_fen)),
                _plain(line.balance_fen),
            ]
            for line in lines
        ],
        "schedule_totals": [
            "合计",
            "",
            _plain(sum(line.payment_fen for line in lines)),
            _plain(sum(line.principal_fen for line in lines)),
            _plain(sum(line.interest_fen for line in lines)),
            "",
        ],
    }


def _consents(terms: ContractTerms, book: ClauseBook, places: Mapping[str, str]) -> dict[str, Any]:
    consent = terms.application.consent
    applicant = terms.application.applicant
    given_at = consent.given_at.astimezone(BEIJING)
    return {
        "consent_intro": (
            f"本人{applicant.name}（居民身份证号码 {applicant.resident_id_number}）在办理本合同的过程中，"
            "经充分告知后，自愿、明确地作出以下授权："
        ),
        "consents": [
            {
                "title": f"{number}. {book.consents[purpose].title}",
                "law": book.consents[purpose].law,
                "text": fill(book.consents[purpose].text, places),
            }
            for number, purpose in enumerate(ConsentPurpose, start=1)
        ],
        "consent_version": consent.text_version,
        "consent_given_at": f"{given_at:%Y-%m-%d %H:%M:%S}",
    }


_SIGNATURES = {
    SignerRole.CUSTOMER: (
        "乙方（承租人）签名",
        "承租人在签名板上签名",
        "使用为本次签署颁发的事件型数字证书，附可信时间戳。",
    ),
    SignerRole.CO_APPLICANT: ("共同承租人签名", "共同承租人签名", "使用为本次签署颁发的事件型数字证书，附可信时间戳。"),
    SignerRole.GUARANTOR: (
        "保证人签名（同时签署担保函）",
        "保证人签名",
        "使用为本次签署颁发的事件型数字证书，附可信时间戳。",
    ),
    SignerRole.DEALER: ("丙方（经销商）签名", "经销商经办人在签名板上签名", "使用经销商数字证书，附可信时间戳。"),
    SignerRole.LESSOR: ("甲方（出租人）电子签章", "出租人电子签章", "使用出租人数字证书，附可信时间戳和归档时间戳。"),
}


def _signatures(terms: ContractTerms) -> list[dict[str, str]]:
    return [
        {"role": role.value, "title": title, "name": name, "hint": hint, "note": note}
        for role, name in terms.signers
        for title, hint, note in (_SIGNATURES[role],)
    ]


def _row(label: str, value: str, *, wide: bool = False) -> dict[str, Any]:
    return {"label": label, "value": value, "wide": wide}


def _plain(amount: Fen) -> str:
    return format_yuan(amount, symbol="")


def _chinese_date(terms: ContractTerms) -> str:
    day = terms.drawn_up_at.astimezone(BEIJING)
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _chinese_ordinal(number: int) -> str:
    """1 to 99 as 一, 十一, 二十三."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (
        digits[ones] if ones or not tens else ""
    )
