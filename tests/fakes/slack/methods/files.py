"""files.*: the three steps of an upload."""

from ..errors import SlackError
from ..messages import keep, parsed
from ..state import State
from ..world import JSON, Workspace
from .chat import target
from .registry import method


@method("files.getUploadURLExternal", scope="files:write")
def upload_url(slack: State, home: Workspace, args: JSON) -> JSON:
    # Forms carry words only: this method takes no JSON.
    if not isinstance(args.get("length"), str):
        raise SlackError("invalid_arguments")
    if not args.get("filename") or int(args["length"]) < 1:
        raise SlackError("invalid_arguments")
    number = slack.new_id("F")
    home.files[number] = {
        "id": number,
        "name": args["filename"],
        "size": int(args["length"]),
        "alt_txt": args.get("alt_txt"),
    }
    return {"ok": True, "upload_url": f"{slack.url}/upload/{home.id}/{number}", "file_id": number}


@method("files.completeUploadExternal", scope="files:write")
def complete(slack: State, home: Workspace, args: JSON) -> JSON:
    wanted = parsed(args.get("files"), "invalid_arguments") or []
    done: list[JSON] = []
    for one in wanted:
        file = home.files.get(str(one.get("id")))
        if file is None or "content" not in file:
            raise SlackError("file_not_found")
        file["title"] = one.get("title") or file["name"]
        file["looks"] = slack.looks_at_files
        done.append({key: value for key, value in file.items() if key not in ("content", "looks")})
    if where := args.get("channel_id"):
        channel = target(slack, home, {"channel": where})
        text, thread = str(args.get("initial_comment") or ""), args.get("thread_ts") or None
        keep(slack, channel, home.bot.id, text, bot_id=home.bot_id, files=done, thread_ts=thread)
    return {"ok": True, "files": done}
