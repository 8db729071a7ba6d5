"""Debian's chromium, without a window, for tests of the page for risk managers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeVar

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

WAIT_SECONDS = 60
Found = TypeVar("Found")
_NOT_YET = [StaleElementReferenceException, ElementNotInteractableException, ElementClickInterceptedException]
"""Drawn anew just now, not shown yet, or under a note that goes away."""


class Browser:
    """A page as a person uses it: look for what is there, click it, type into it."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def find(self, selector: str) -> WebElement:
        """The element, once it is there and can be seen."""
        return self.until(lambda: next((e for e in self.all(selector) if e.is_displayed()), None))

    def all(self, selector: str) -> list[WebElement]:
        """Every such element now."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector: str) -> None:
        """Click it once it can be clicked (the page draws itself anew after every change)."""

        def clicked() -> bool:
            found = self.find(selector)
            if not found.is_enabled():
                return False
            found.click()
            return True

        self.until(clicked)

    def write(self, selector: str, text: str, *, leave: bool = True) -> None:
        """Put a text into a field in place of what is there, and leave it as Enter does."""
        field = self.find(selector)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text + ("\n" if leave else ""))

    def type(self, keys: str) -> None:
        """Type into whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(keys)

    def value(self, selector: str) -> str:
        """What stands in a field."""
        return str(self.find(selector).get_property("value"))

    def text(self, selector: str) -> str:
        """What it says."""
        return str(self.find(selector).text)

    def until(self, what: Callable[[], Found | None]) -> Found:
        """`what()` once it is something; an element that was drawn anew meanwhile is looked for again."""
        waiting = WebDriverWait(
            self.driver,
            WAIT_SECONDS,
            poll_frequency=0.1,
            ignored_exceptions=_NOT_YET,
        )

        def looked(_driver: Chrome) -> Found | Literal[False]:
            found = what()
            return False if found is None else found

        try:
            return waiting.until(looked)
        except TimeoutException:
            body = self.driver.find_element(By.TAG_NAME, "body").text
            raise AssertionError(f"waited in vain; the page says:\n{body[:1500]}") from None

    def complaints(self) -> list[str]:
        """What the browser's console says so far; reading it empties it."""
        entries: list[dict[str, str]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's
        return [entry["message"] for entry in entries]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A fresh browser in `folder`, with the smallest window that is supported; ended with the block."""
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new",
        "--no-sandbox",  # the tests may run as root
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1280,720",
        f"--user-data-dir={folder}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=ChromeService("/usr/bin/chromedriver"))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
