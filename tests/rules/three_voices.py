"""Three teams that write quite differently, as they might have pasted their earlier weeknotes."""

from __future__ import annotations

from handlers.weeknotes.drafting.hearing import Wrote
from handlers.weeknotes.markdown_in import read

# Leaves itself out, is brief, ships things.
TERSE = """# Weeknote 41, 2025-10-10
Harbour map is out.
## Good things
- Shipped harbour map
- Shipped tide table for two piers
- Fixed wrong ferry times
## Learned things
- Learned that old phones cannot show big maps
## Difficulties
- Impediment: no access to weather data
## What's next
- Ship snow alerts
- Test map on old phones

# Weeknote 42, 2025-10-17
Slow but steady.
## Good things
- Shipped snow alerts
- Wrote guide for pier staff
- Repaired nothing, fixed three small things
- Fixed map on old phones
## Difficulties
- Still an impediment: weather data
## What's next
- Ship guide

# Weeknote 43, 2025-10-24
Printing week.
## Good things
- Shipped guide for pier staff
- Moved prices to new system
- Fixed two wrong prices
## Difficulties
- Impediment: printer broken
## What's next
- Ship new prices
"""

# Talks to its readers, in sentences.
CHATTY = """# Weeknote 7, 2025-10-10
Hello everyone, we had a week of fog and we've still got a lot done.
## Good things
- We've finished the map of the harbour, and people on the pier already use it every day.
- We finally completed the tide table for the two northern piers together with the port office.
- We completed our tests of the ticket machine.
## Learned things
- We've learned that nobody reads the long notices at the gate.
## Difficulties
- We didn't get the weather data that we'd been waiting for.
## What's next
- We'll bring the snow alerts to everybody who has asked for them.

# Weeknote 8, 2025-10-17
Hello everyone, this was the week of the snow alerts.
## Good things
- We've sent the first snow alerts to two hundred people, and it didn't take long until they thanked us.
- We completed the guide for the staff of the pier, which they'd wished for since spring!
## Difficulties
- We weren't able to repair the printer, so tickets are still written by hand.
- We still don't have the weather data.
## What's next
- We'll print the guide and hand it out at the piers.

# Weeknote 9, 2025-10-24
Hi all, it's getting colder.
## Good things
- We've moved all the prices to the new system without anybody noticing.
- We completed the printing of the guide.
## Difficulties
- We couldn't find out why the ferry times are wrong on Sundays.
## What's next
- We'll look into the ferry times with the port office.
"""

# Names what came of it, with a sign before each point, and counts.
HEADLINES = """# Weeknote 1, 2025-10-10
Three releases, one obstacle.
## Good things
- 🚀 Harbour map released
- 🚀 Tide table finished for two piers
- 🚀 Ferry times corrected in the app
## Learned things
- 💡 Long notices tested: nobody reads them
## Difficulties
- 🧱 Weather data delayed
## What's next
- 🔭 Snow alerts

# Weeknote 2, 2025-10-17
Two releases and 4 fixes, two obstacles.
## Good things
- 🚀 Snow alerts released
- 🚀 Guide written for the pier staff
- 🎉 Old phones supported by the map
## Learned things
- 💡 Ferry times checked with the port office: wrong on Sundays
## Difficulties
- 🧱 Weather data still delayed
- 🧱 Printer broken
## What's next
- 🔭 Guide to be printed

# Weeknote 3, 2025-10-24
This week: 2 releases, one obstacle less.
## Good things
- 🚀 New prices released
- 🚀 Guide printed and handed out
## Learned things
- 💡 Sunday timetable reviewed with the crew
## Difficulties
- 🧱 Printer still broken
## What's next
- 🔭 Sunday timetable
"""


def wrote(markdown: str) -> list[Wrote]:
    return [Wrote(each.opening, each.sections, is_whole=True) for each in read(markdown)]
