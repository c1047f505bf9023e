"""Sex, ethnic group, marriage and political status, by the national standards."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("unknown sex")
    MALE = "1", _("male")
    FEMALE = "2", _("female")
    NOT_STATED = "9", _("sex not stated")


class EthnicGroup(models.TextChoices):
    """GB/T 3304; 97 holds groups that are not on its list, such as 穿青人."""

    HAN = "01", _("Han")
    MONGOL = "02", _("Mongol")
    HUI = "03", _("Hui")
    TIBETAN = "04", _("Tibetan")
    UYGHUR = "05", _("Uyghur")
    MIAO = "06", _("Miao")
    YI = "07", _("Yi")
    ZHUANG = "08", _("Zhuang")
    BOUYEI = "09", _("Bouyei")
    KOREAN = "10", _("Korean")
    MANCHU = "11", _("Manchu")
    DONG = "12", _("Dong")
    YAO = "13", _("Yao")
    BAI = "14", _("Bai")
    TUJIA = "15", _("Tujia")
    HANI = "16", _("Hani")
    KAZAKH = "17", _("Kazakh")
    DAI = "18", _("Dai")
    LI = "19", _("Li")
    LISU = "20", _("Lisu")
    WA = "21", _("Wa")
    SHE = "22", _("She")
    GAOSHAN = "23", _("Gaoshan")
    LAHU = "24", _("Lahu")
    SUI = "25", _("Sui")
    DONGXIANG = "26", _("Dongxiang")
    NAXI = "27", _("Naxi")
    JINGPO = "28", _("Jingpo")
    KIRGIZ = "29", _("Kirgiz")
    TU = "30", _("Tu")
    DAUR = "31", _("Daur")
    MULAO = "32", _("Mulao")
    QIANG = "33", _("Qiang")
    BLANG = "34", _("Blang")
    SALAR = "35", _("Salar")
    MAONAN = "36", _("Maonan")
    GELAO = "37", _("Gelao")
    XIBE = "38", _("Xibe")
    ACHANG = "39", _("Achang")
    PUMI = "40", _("Pumi")
    TAJIK = "41", _("Tajik")
    NU = "42", _("Nu")
    UZBEK = "43", _("Uzbek")
    RUSSIAN = "44", _("Russian")
    EWENKI = "45", _("Ewenki")
    DEANG = "46", _("De’ang")
    BONAN = "47", _("Bonan")
    YUGUR = "48", _("Yugur")
    GIN = "49", _("Gin")
    TATAR = "50", _("Tatar")
    DERUNG = "51", _("Derung")
    OROQEN = "52", _("Oroqen")
    HEZHEN = "53", _("Hezhen")
    MONBA = "54", _("Monba")
    LHOBA = "55", _("Lhoba")
    JINO = "56", _("Jino")
    OTHER = "97", _("other ethnic group")
    NATURALISED = "98", _("naturalised citizen")


class MaritalStatus(models.TextChoices):
    """GB/T 2261.2."""

    SINGLE = "10", _("unmarried")
    MARRIED = "20", _("married")
    FIRST_MARRIAGE = "21", _("in first marriage")
    REMARRIED = "22", _("remarried")
    RESUMED = "23", _("marriage resumed")
    WIDOWED = "30", _("widowed")
    DIVORCED = "40", _("divorced")
    NOT_STATED = "90", _("marital status not stated")


class PoliticalStatus(models.TextChoices):
    """GB/T 4762."""

    PARTY_MEMBER = "01", _("member of the Communist Party of China")
    PROBATIONARY = "02", _("probationary member of the Communist Party of China")
    LEAGUE_MEMBER = "03", _("member of the Communist Youth League")
    RCCK = "04", _("member of the Revolutionary Committee of the Kuomintang")
    CDL = "05", _("member of the China Democratic League")
    CNDCA = "06", _("member of the China National Democratic Construction Association")
    CAPD = "07", _("member of the China Association for Promoting Democracy")
    CPWDP = "08", _("member of the Chinese Peasants’ and Workers’ Democratic Party")
    CZGP = "09", _("member of the China Zhi Gong Party")
    JIUSAN = "10", _("member of the Jiusan Society")
    TSL = "11", _("member of the Taiwan Democratic Self-Government League")
    INDEPENDENT = "12", _("democrat without party")
    MASSES = "13", _("without party affiliation")
