from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refusal(work: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await work
    return str(caught.value.response.get("error") or caught.value.response.status_code)
