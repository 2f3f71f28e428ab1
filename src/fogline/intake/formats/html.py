SUFFIXES=(".html",".htm",".xhtml")
MOST_BYTES=10_000_000
from fogline.intake.page import Page
def page(raw: bytes) -> Page:
    return Page(text="")
