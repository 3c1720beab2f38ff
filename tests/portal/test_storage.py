"""Pictures on S3: our own addresses, and a bucket that is away is a file that cannot be read."""

import pytest
from django.core.files.base import ContentFile

from portal.storage import PATIENCE, PrivateS3Storage


@pytest.fixture
def away() -> PrivateS3Storage:
    """A bucket at a port where nobody listens."""
    return PrivateS3Storage(
        bucket_name="leerlijn",
        endpoint_url="http://127.0.0.1:9",
        access_key="sleutel",
        secret_key="geheim",  # opens nothing
        region_name="eu-west-1",
    )


def test_no_page_asks_the_bucket_itself(away: PrivateS3Storage) -> None:
    assert away.url("images/twee collega's.webp") == "/media/images/twee%20collega's.webp"


def test_a_bucket_that_is_away_is_a_fault_of_the_file(away: PrivateS3Storage) -> None:
    with pytest.raises(OSError, match=r"cannot be read now"):
        away.open("images/tafel.webp")
    with pytest.raises(OSError, match=r"cannot be looked for now"):
        away.exists("images/tafel.webp")
    with pytest.raises(OSError, match=r"cannot be kept now"):
        away.save("images/tafel.webp", ContentFile(b"x"))


def test_a_page_does_not_wait_long() -> None:
    assert (PATIENCE.connect_timeout, PATIENCE.read_timeout, PATIENCE.retries) == (
        1,
        2,
        {"total_max_attempts": 2},
    )
