"""English."""

WORDS = """
-: please, pls, plz, the, on, a, an, let s, lets, we, us, our, my, their, meet, meets, do, it
-: will, have, is, be, happens, happen, run, runs, ask, asks, post, send, remind, reminds
-: reminder, remember, schedule, set, hold, held, repeat, repeats, repeating, recurring, once
-: sharp, around, about, approx, exactly, meeting, standup, stand up, stand ups, standups, retro
-: retros, retrospective, review, reviews, planning, refinement, weeknote, weeknotes, sync, call
-: team, date, dates, time, each in, then, of course, thanks, thank you, hi, hello, ok, also
-: only, just, should, i, am away, i am away, i m away, i ll be away, away, off, out
-: out of office, on leave, vacation, single, could, can, you, would, like, want, need
every: every, each, per, any, all
every day: daily, everyday, day by day
every week: weekly
every month: monthly
every quarter: quarterly
every year: yearly, annually, annual
every other week: fortnightly, fortnight
other: other, alternate, alternating
day: day, days, calendar day, calendar days
workday: weekday, weekdays, week day, week days, workday, workdays, work day, work days
workday: working day, working days, business day, business days
week: week, weeks, wk, wks, calendar week
month: month, months
quarter: quarter, quarters
year: year, years
sprint: sprint, sprints, iteration, iterations
D5 and D6: weekend, weekends
D0: monday, mondays, mon, mo, mons
D1: tuesday, tuesdays, tue, tues, tu
D2: wednesday, wednesdays, wed, weds, we d
D3: thursday, thursdays, thu, thur, thurs, th
D4: friday, fridays, fri, fr
D5: saturday, saturdays, sat, sats
D6: sunday, sundays, sun, suns
M1: january, jan
M2: february, feb
M3: march, mar
M4: april, apr
M5: may
M6: june, jun
M7: july, jul
M8: august, aug
M9: september, sep, sept
M10: october, oct
M11: november, nov
M12: december, dec
N1: one
N2: two
N3: three
N4: four
N5: five
N6: six
N7: seven
N8: eight
N9: nine
N10: ten
N11: eleven
N12: twelve
N20: twenty
O1: first
O2: second
O3: third
O4: fourth
O5: fifth
O6: sixth
O7: seventh
O8: eighth
O9: ninth
O10: tenth
O11: eleventh
O12: twelfth
O-1: last, final
O-2: second to last, second last, last but one, next to last, penultimate
O-3: third to last, third last, last but two
begin: beginning, begin, start of
mid: mid, middle, halfway, half way, half way through, halfway through, mid way, midway
mid: midway through
end: end, ends
eod: eod, end of day, end of the day, end of business, end of work, close of business, cob, eob
eow: eow, end of week, end of the week, end of this week
twice: twice, two times, 2 times, 2x
biweekly: biweekly, bi weekly
bimonthly: bimonthly, bi monthly
twice month: semimonthly, semi monthly
twice week: semiweekly, semi weekly
at: at, @, from about
T1200: noon, midday, mid day, high noon, 12 noon, twelve noon
T1200: lunch, lunchtime, lunch time, at lunch
T0000: midnight, 12 midnight
am: am, a m
pm: pm, p m
morning: morning, mornings, in the morning, forenoon, this morning
afternoon: afternoon, afternoons, in the afternoon, after lunch
evening: evening, evenings, in the evening, night, at night, in the night
oclock: o clock, oclock, hours sharp, hrs, h
hour: hour, hours
minute: minute, minutes, min, mins
half+: half past, half
half hour: half an hour
quarter+: quarter past, a quarter past, quarter after
quarter-: quarter to, a quarter to, quarter before
past: past, minutes past, after
today: today
today evening: tonight, this evening
today afternoon: this afternoon
today morning: this morning
tomorrow: tomorrow, tomorow, tmrw, tmr
overmorrow: day after tomorrow, the day after tomorrow, overmorrow
yesterday: yesterday
next: next, following
this: this, coming, this coming
rest: rest of, rest of the, the rest of, remainder of, remainder of the
in: in, within
in N1 hour: in an hour, within an hour
in N1 week: in a week, a week from now, a week from today, within a week
in N1 day: in a day, within a day
in N1 month: in a month, within a month
in N30 minute: in half an hour, half an hour from now
fromnow: from now, hence
ago: ago
for: for
and: and, plus, as well as, n
or: or
of: of, of the, in the, for the, during the
from: from
start: starting, starts, start, beginning on, starting on, starting from, beginning from, as of
start: as from, since, commencing, effective, first on, first time on
until: until, till, til, up to, upto, to and including, up to and including
until: through and including, ending, thru and including, ends on
to: to, through, thru
except: except, except for, but not, excluding, without, apart from, other than, but, not, never
except: not on
holidays: holidays, public holidays, bank holidays, holidays off, public holiday, bank holiday
by: by, due, due by, not later than, no later than, latest, deadline
clock: time
here: local time, my time, our time, team time, your time, own time
haveone: in months that have one, only in months that have one, months that have one
haveone: skip shorter months, skipping shorter months, skip other months
orlast: or the last day of shorter months, or the last day, or its last day, or last day
orlast: or the last day of the month, or the last day of shorter months
D0 to D4: m f, m to f
before: before, prior to
this week: all week, whole week, the whole week, all of this week
next week: coming week, the coming week
N24 M12: christmas eve, xmas eve
N25 M12: christmas, christmas day, xmas
N31 M12: new year s eve, new years eve, nye
N1 M1: new year, new year s day, new years, new years day, new year s
between: between
"""
