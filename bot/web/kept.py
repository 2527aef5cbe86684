"""What is stored, why and for how long: one row for each thing, with the tables it lies in.

A test holds it against the tables there are, so that nothing is kept in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.retention import AWAY_KEPT, KEPT
from bot.settings import Settings

AS_LONG = "until you ask for its deletion"


@dataclass(frozen=True, slots=True)
class Kept:
    what: str
    """A name, a colon, and all that it stands for."""
    why: str
    how_long: str
    tables: tuple[str, ...]


def kept(settings: Settings) -> tuple[Kept, ...]:
    messages = f"{settings.keep_deliveries_days} days"
    events = f"{KEPT.days} days"
    away = f"{AWAY_KEPT.days} days after they are over"
    return (
        Kept(
            "You: your name, your time zone, your id in Slack or Teams, whether you are a guest, "
            "an administrator or gone, and the working days, hour and country that you chose",
            "to ask you at your own morning, and nobody who should not be asked",
            AS_LONG,
            ("person",),
        ),
        Kept(
            "Your team: its name, its channel, its members with their roles, its questions, its hours "
            "and when it is asked next",
            "to know whom to ask what, and when",
            AS_LONG,
            ("team", "member", "standup", "standupday", "due"),
        ),
        Kept(
            "Your answers: what you answer in a stand-up, when you gave and changed it, when you "
            "were asked, and "
            "whether you skipped",
            "it is your team's record",
            AS_LONG,
            ("entry", "prompt"),
        ),
        Kept(
            "Your days off: from when to when you are away, who said so, and, if you gave one, the "
            "secret address of your calendar, encrypted; nothing else of what is in it",
            "to leave you in peace, and to count only who was there",
            f"{away}; the address until you take it back or Drumbeat is removed",
            ("absence", "calendarlink"),
        ),
        Kept(
            "Sprints and ceremonies: their rules, goals, agendas and times, who said they would come "
            "and who was there, and lines you write into your own week",
            "to announce them, and to show you your week",
            AS_LONG,
            ("cadence", "goal", "ceremony", "occurrence", "attendance", "planner", "plannerline"),
        ),
        Kept(
            "Links you asked for: fingerprints of those to calendars and to files of earlier answers, "
            "of blockers or of a retro, and who reads along",
            "so that a link opens for you alone, and as long as you may read",
            "until there is a newer one, or you may no longer read",
            ("feed", "export", "observer"),
        ),
        Kept(
            "Blockers: what stops whom, who can remove it, what was said and done about it and when, "
            "and when your team's are taken further",
            "to see that they are removed, and to learn where work gets blocked",
            AS_LONG,
            ("blocker", "blockerevent", "blockerwatcher", "blockernotice", "blockerladder"),
        ),
        Kept(
            "Polls: what was asked, by whom and how often, what came of it and, where names are shown, "
            "who chose what and when",
            "to count what is said, and to show how it changes",
            AS_LONG,
            ("poll", "pollvote", "pulse"),
        ),
        Kept(
            "Actions: what your team said it would do, who does it by when, and what was changed and "
            "became of it",
            "to remind who does it, and to begin the next retro with it",
            AS_LONG,
            ("action", "actionevent"),
        ),
        Kept(
            "Retros: who facilitated which and when, the cards once they were shown, without who "
            "wrote them unless they put their name there, the topics with how many votes they got, "
            "what was noted under whose name, how worthwhile it was on average, columns of your team's own, "
            "and how its retros come about",
            "it is your team's record",
            AS_LONG,
            (
                *("retro", "retrocolumn", "retrotopic", "retrocard", "retronote"),
                *("retrotemplate", "retroend", "retrorule"),
            ),
        ),
        Kept(
            "Weeknotes: their points with what they were drafted from, their picture without what a "
            "camera writes into it, who edits and who approved them, where they were posted, who has "
            "them sent, and who wants to be left out",
            "to tell those who read along how the team is doing, and to keep what was told",
            AS_LONG,
            (
                "weeknote",
                "weeknotebullet",
                "weeknoterule",
                "weeknotesubscription",
                "weeknoteoptout",
                "weeknotecopy",
                "weeknotepicture",
                "weeknotewish",
            ),
        ),
        Kept(
            "Reading weeknotes: which of them you opened, pressed something on or put a sign to, unless "
            "you do not want to be counted; what you asked the team and what it answered; fingerprints of links",
            "to tell a team how many it reaches, and to bring your question to it",
            AS_LONG,
            (
                "weeknoteweb",
                "weeknotelink",
                "weeknotereader",
                "weeknotereaction",
                "weeknoteuncounted",
                "weeknotequestion",
            ),
        ),
        Kept(
            "Pages to edit a weeknote on: whose they are, what for, and a fingerprint of their address",
            "to let you in there, and nobody else",
            "a day",
            ("weeknotepass",),
        ),
        Kept(
            "Milestones and risks: what they are, whose they are, by when, what became of them, and who "
            "said so when",
            "to ask about them in time, and to tell of them in weeknotes",
            AS_LONG,
            ("milestone", "risk", "outlookevent"),
        ),
        Kept(
            "What you say without your name, sealed and on slips that hold no person and no time",
            "to count it and to show it together with what others say",
            "until it is counted or shown; the seal is destroyed then",
            ("box", "slip"),
        ),
        Kept(
            "Common services and webhooks: who owns a service, who stands in for whom, the address "
            "and the key of a team's webhook, encrypted, and what it is told of blockers that are "
            "not private",
            "so that what waits for somebody reaches them, or the program that the team chose",
            f"until somebody ends it or Drumbeat is removed; what was told {events}",
            ("service", "webhook", "webhookcall"),
        ),
        Kept(
            "Messages: the text of those that Drumbeat sent",
            "to send them once, and to change them in place",
            f"{messages}; then only that there was one, and where",
            ("delivery",),
        ),
        Kept(
            "Charts: a fingerprint of each picture and the id of its file in Slack",
            "not to upload the same picture again",
            f"{messages}; the file itself stays in Slack",
            ("upload",),
        ),
        Kept(
            "In Teams: the ids and addresses of the chats and channels that have Drumbeat",
            "Teams wants messages sent to where it last called from",
            "until the app is removed there",
            ("conversation",),
        ),
        Kept(
            "What was dealt with: a mark for each press, command and message, without its words",
            "so that what a chat service tells twice has one effect",
            events,
            ("seen",),
        ),
        Kept(
            "Your workspace: its name and id, and the keys that let Drumbeat in, encrypted",
            "to answer where it is installed",
            "the keys until the app is removed; the rest until you ask for its deletion",
            ("workspace",),
        ),
    )
