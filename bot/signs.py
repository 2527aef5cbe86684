"""Signs as they are drawn, from what platforms call them."""

from __future__ import annotations

SLACK = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "tada": "🎉", "clap": "👏",
    "raised_hands": "🙌", "heart": "❤️", "heart_eyes": "😍", "eyes": "👀", "fire": "🔥", "rocket": "🚀",
    "100": "💯", "pray": "🙏", "muscle": "💪", "ok_hand": "👌", "wave": "👋", "white_check_mark": "✅",
    "heavy_check_mark": "✔️", "bulb": "💡", "star": "⭐", "sparkles": "✨", "trophy": "🏆",
    "smile": "😄", "slightly_smiling_face": "🙂", "grinning": "😀", "joy": "😂", "laughing": "😆",
    "sunglasses": "😎", "thinking_face": "🤔", "open_mouth": "😮", "astonished": "😲", "cry": "😢",
    "disappointed": "😞", "angry": "😠", "question": "❓", "heavy_plus_sign": "➕", "handshake": "🤝",
    "ship": "🚢", "ferry": "⛴️", "partying_face": "🥳", "hugging_face": "🤗", "point_up": "☝️",
}  # fmt: skip
TEAMS = {"like": "👍", "heart": "❤️", "laugh": "😆", "surprised": "😮", "sad": "😢", "angry": "😠"}
PLAYGROUND = ("👍", "🎉", "❤️")
LONGEST = 40


def of_slack(name: str) -> str:
    """Whatever the colour of the hand; its name where it is drawn in that workspace alone."""
    plain = name.split("::")[0]
    return SLACK.get(plain, f":{plain[:LONGEST]}:")


def of_teams(kind: str) -> str:
    """Newer ones are called by their code points and a name, such as `1f389_partypopper`."""
    if kind in TEAMS:
        return TEAMS[kind]
    codes = kind.partition("_")[0].split("-")
    try:
        drawn = "".join(chr(int(code, 16)) for code in codes)
    except (ValueError, OverflowError):
        drawn = ""
    return drawn if drawn and not drawn.isascii() else f":{kind[:LONGEST]}:"
