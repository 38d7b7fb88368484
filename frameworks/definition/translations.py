"""What an edition says in further languages, text by text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

TranslationStatus = Literal["draft", "reviewed"]

# The languages of the region, by their code (BCP 47): in English, and as they call themselves.
LANGUAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "my": ("Burmese", "မြန်မာ"),
        "zh-Hans": ("Chinese, simplified", "简体中文"),
        "fil": ("Filipino", "Filipino"),
        "id": ("Indonesian", "Bahasa Indonesia"),
        "km": ("Khmer", "ខ្មែរ"),
        "lo": ("Lao", "ລາວ"),
        "ms": ("Malay", "Bahasa Melayu"),
        "pt": ("Portuguese", "Português"),
        "ta": ("Tamil", "தமிழ்"),
        "tet": ("Tetum", "Tetun"),
        "th": ("Thai", "ไทย"),
        "vi": ("Vietnamese", "Tiếng Việt"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedText:
    """One text in another language.

    `at` is the place of the English text. `english` is what that said when this was written: where
    the edition says something else now, the translation is out of date. Of a list of texts, each
    stands on a line of its own.
    """

    at: str
    english: str
    text: str
    status: TranslationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    language: str  # a code of LANGUAGES
    texts: tuple[TranslatedText, ...] = ()
