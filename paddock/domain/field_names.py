"""What each field of an application is called on the screen, in faults and in the contract."""

from paddock.domain.application_draft import FieldPath
from paddock.domain.sentences import Sentence

FIELD_NAMES: dict[FieldPath, Sentence] = {
    FieldPath.NAME: Sentence("姓名", "Name"),
    FieldPath.SEX: Sentence("性别", "Sex"),
    FieldPath.ETHNICITY: Sentence("民族", "Ethnicity"),
    FieldPath.BIRTH_DATE: Sentence("出生日期", "Date of birth"),
    FieldPath.ADDRESS: Sentence("住址", "Address"),
    FieldPath.RESIDENT_ID_NUMBER: Sentence("身份证号", "Resident ID number"),
    FieldPath.ISSUING_AUTHORITY: Sentence("签发机关", "Issuing authority"),
    FieldPath.ID_VALID_FROM: Sentence("证件有效期起", "ID valid from"),
    FieldPath.ID_VALID_UNTIL: Sentence("证件有效期止", "ID valid until"),
    FieldPath.PHONE: Sentence("手机号", "Mobile number"),
    FieldPath.OCCUPATION: Sentence("职业", "Occupation"),
    FieldPath.YEARS_IN_OCCUPATION: Sentence("从业年限", "Years in occupation"),
    FieldPath.MONTHLY_INCOME: Sentence("月收入", "Monthly income"),
    FieldPath.MONTHLY_DEBT: Sentence("现有月供", "Existing monthly debt"),
    FieldPath.VIN: Sentence("车架号", "VIN"),
    FieldPath.CONDITION: Sentence("新车/二手车", "New or used"),
    FieldPath.BRAND_MODEL: Sentence("品牌车型", "Brand and model"),
    FieldPath.NEW_ENERGY: Sentence("新能源", "New energy"),
    FieldPath.FIRST_REGISTERED_ON: Sentence("初次登记日期", "First registration"),
    FieldPath.ODOMETER: Sentence("表显里程 (公里)", "Odometer (km)"),
    FieldPath.PLATE: Sentence("车牌号", "Plate"),
    FieldPath.PRICE: Sentence("成交价", "Price"),
    FieldPath.DOWN_PAYMENT: Sentence("首付", "Down payment"),
    FieldPath.TERM: Sentence("期数 (月)", "Term (months)"),
    FieldPath.AIM: Sentence("客户目标", "Customer's aim"),
    FieldPath.UNITS: Sentence("购车台数", "Vehicles bought at once"),
    FieldPath.CONSENT: Sentence("客户授权", "Customer's consent"),
}
