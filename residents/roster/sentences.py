"""The sentence of a finding: what was found, what is expected, how to mend it."""

from difflib import get_close_matches
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from residents.roster.cells import NUMBERS, YES_OR_NO
from residents.roster.vocabulary import CODE_LISTS
from residents.roster.words import WORDS

SHOWN_LABELS = 12  # of a list of codes, in a sentence

SENTENCES: dict[str, str] = {
    "id_check_digit": gettext_noop(
        "“%(found)s” is no valid identity number: %(fault)s. Compare it with the identity card."
    ),
    "id_missing": gettext_noop(
        "The identity number is missing. Enter it, or write the reason in a column 无证原因; "
        "only children under 16 with a birth date need none."
    ),
    "id_number_as_float": gettext_noop(
        "The identity number was kept as a number, so its last digits are lost (“%(found)s”). "
        "Format the column as text and type the number again."
    ),
    "id_duplicate_in_file": gettext_noop(
        "“%(found)s” stands in row %(other_row)s of sheet %(other_sheet)s already. "
        "Compare both identity cards and correct one row, or delete the doubled one."
    ),
    "birth_date_mismatch": gettext_noop(
        "The birth date %(found)s is not that of the identity number (%(expected)s). "
        "Correct the one that is wrong, or leave the birth date empty."
    ),
    "sex_mismatch": gettext_noop(
        "The sex does not agree with the identity number, whose 17th digit says otherwise. "
        "Correct the one that is wrong, or leave the sex empty."
    ),
    "phone_invalid": gettext_noop(
        "“%(found)s” is no telephone number. Expected: a mobile number of 11 digits "
        "or a landline such as 0856-1234567. Correct it or leave it empty."
    ),
    "two_heads": gettext_noop(
        "Household %(household)s has a head in row %(other_row)s already. "
        "Give the relation to that head here."
    ),
    "no_head": gettext_noop(
        "No member of household %(household)s is its head. "
        "Write 户主 as the relation of one of them."
    ),
    "date_invalid": gettext_noop(
        "“%(found)s” is no date that can be. Write it like 2019-12-15 or 2019年12月15日."
    ),
    "code_unknown": gettext_noop(
        "“%(found)s” is not known in this column. Use one of the usual words or leave it empty."
    ),
    "code_unknown_list": gettext_noop(
        "“%(found)s” is not known in this column. Write one of: %(words)s; or leave the cell empty."
    ),
    "code_unknown_like": gettext_noop(
        "“%(found)s” is not known in this column. Is “%(like)s” meant? "
        "Write a word such as: %(words)s; or leave the cell empty."
    ),
    "number_unknown": gettext_noop(
        "“%(found)s” is no number that can be. Write digits only, such as 80 or 12.5, "
        "or leave the cell empty."
    ),
    "yes_or_no_unknown": gettext_noop(
        "“%(found)s” says neither yes nor no. Write 是 or 否, or leave the cell empty."
    ),
    "text_too_long": gettext_noop(
        "The text “%(found)s…” is longer than this column takes. Shorten it."
    ),
    "household_no_too_long": gettext_noop(
        "“%(found)s” is too long for a household number (30 characters at most). Correct it."
    ),
    "household_ended": gettext_noop(
        "Household %(found)s ended on %(ended)s. Take its rows out of the file, or give the family "
        "that lives here now a number of its own."
    ),
    "name_unreadable": gettext_noop(
        "“%(found)s” is no name. Enter the person’s name, 60 characters at most."
    ),
    "name_missing": gettext_noop("The name is missing. Enter it, or delete the row."),
    "household_missing": gettext_noop(
        "The household number is missing. Enter the one that all members of the household share."
    ),
    "dwelling_unknown": gettext_noop(
        "The dwelling “%(found)s” is not in the housing register. Correct building, stairwell and "
        "room, or choose that new dwellings are added."
    ),
    "dwelling_unreadable": gettext_noop(
        "“%(found)s” says no dwelling. "
        "Write building, stairwell and room like 3-2-501 or 3栋2单元501."
    ),
    "dwelling_differs_in_file": gettext_noop(
        "The row says dwelling “%(found)s”, an earlier row of the household “%(other)s”. "
        "A household has one dwelling: correct one of them."
    ),
    "dwelling_occupied": gettext_noop(
        "Dwelling “%(found)s” is that of household %(other)s. Correct the address, or record first "
        "that the other household moved out."
    ),
    "id_in_other_household": gettext_noop(
        "“%(found)s” stands in household %(other)s of the register. Correct the household number, "
        "or record first that the person moved."
    ),
    "id_of_former_member": gettext_noop(
        "The person of “%(found)s” belonged to household %(other)s until %(left)s and to none "
        "since. Delete the row; who lives here again is recorded in the household’s file, under Events."
    ),
    "id_elsewhere": gettext_noop(
        "“%(found)s” is registered elsewhere. Ask the county; nothing more can be said here."
    ),
    "absent_in_file": gettext_noop(
        "%(found)s (household %(household)s) is in the register and not in this file. "
        "Nothing is removed; record a move or a death where there was one."
    ),
    "head_differs": gettext_noop(
        "The file names %(found)s as head, the register another person. "
        "The head stays; record a change of head where there was one."
    ),
    "head_missing": gettext_noop(
        "The file names %(found)s as head, and the register knows no head of this household. "
        "Nothing is changed here; record the change of head in the household’s file."
    ),
    "household_splits": gettext_noop(
        "The file has %(count)s members of household %(household)s as household %(found)s of their "
        "own. Nothing is changed; record a split where there was one."
    ),
    "dwelling_differs": gettext_noop(
        "The file says dwelling %(found)s, the register %(register)s. "
        "The dwelling stays; record a move where there was one."
    ),
}
FAULTS: dict[str, str] = {
    "old": gettext_noop("it is an old number of 15 digits, the card of today has 18 characters"),
    "length": gettext_noop("it has %(length)s characters, 18 are expected"),
    "characters": gettext_noop("only digits and a last X are expected"),
    "birth_date": gettext_noop("digits 7 to 14 are no date"),
    "future": gettext_noop("its birth date lies in the future"),
    "check_digit": gettext_noop("its last character would have to be %(expected)s"),
}


def sentence_of(code: str, words: dict[str, Any]) -> str:
    """The sentence of a finding in the active language."""
    filled = {"found": "", **words}
    if words.get("fault"):
        filled["fault"] = _(FAULTS[words["fault"]]) % filled
    key = _variant(code, filled)
    return _(SENTENCES[key]) % filled


def _variant(code: str, words: dict[str, Any]) -> str:
    """The key of the sentence that fits best; adds the words that it needs."""
    if code == "code_unknown":
        return _of_unknown_word(words)
    chosen = {
        ("id_in_other_household", bool(words.get("left"))): "id_of_former_member",
        ("id_in_other_household", not words.get("other")): "id_elsewhere",
        ("head_differs", bool(words.get("missing"))): "head_missing",
        ("dwelling_unknown", bool(words.get("other"))): "dwelling_differs_in_file",
        ("dwelling_unknown", bool(words.get("unreadable"))): "dwelling_unreadable",
        ("household_missing", bool(words["found"])): "household_no_too_long",
        ("household_missing", bool(words.get("ended"))): "household_ended",
        ("name_missing", bool(words["found"])): "name_unreadable",
    }
    return chosen.get((code, True), code)


def _of_unknown_word(words: dict[str, Any]) -> str:
    field, found = words.get("field", ""), words["found"]
    if field in NUMBERS:
        return "number_unknown"
    if field in YES_OR_NO:
        return "yes_or_no_unknown"
    codes = CODE_LISTS.get(field)
    if codes is None:
        return "text_too_long" if field else "code_unknown"
    separator = "、" if (get_language() or "").startswith("zh") else ", "
    words["words"] = separator.join(str(label) for label in list(codes.labels)[:SHOWN_LABELS])
    like = get_close_matches(found, [w for w in WORDS[field] if len(w) > 1], n=1, cutoff=0.5)
    if not like:
        return "code_unknown_list"
    words["like"] = like[0]
    return "code_unknown_like"
