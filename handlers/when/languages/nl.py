"""Dutch."""

WORDS = """
-: alsjeblieft, aub, svp, de, het, een, we, wij, ons, onze, is, vergadering, standup, stand up
-: retro, retrospective, planning, review, overleg, team, datum, tijdstip, bedankt, hallo, ook
-: dan, op, precies, ik ben, weg, afwezig, vrij, vakantie, op vakantie, keer, eens, alleen
every: elke, elk, iedere, ieder, alle, om de, per
every day: dagelijks
every week: wekelijks
every month: maandelijks
every quarter: per kwartaal
every year: jaarlijks
every other week: tweewekelijks, om de week, om de andere week, veertiendaags
every other day: om de dag, om de andere dag
other: andere, om de andere
day: dag, dagen
workday: werkdag, werkdagen, weekdag, weekdagen, doordeweeks, doordeweekse dag
week: week, weken
month: maand, maanden
quarter: kwartaal, kwartalen
year: jaar, jaren
sprint: sprint, sprints
D5 and D6: weekend, weekenden
D0: maandag, maandagen, ma
D1: dinsdag, dinsdagen, di
D2: woensdag, woensdagen, wo
D3: donderdag, donderdagen, do
D4: vrijdag, vrijdagen, vr
D5: zaterdag, zaterdagen, za
D6: zondag, zondagen, zo
M1: januari, jan
M2: februari, feb
M3: maart, mrt
M4: april, apr
M5: mei
M6: juni, jun
M7: juli, jul
M8: augustus, aug
M9: september, sep, sept
M10: oktober, okt
M11: november, nov
M12: december, dec
N2: twee
N3: drie
N4: vier
N5: vijf
N6: zes
N7: zeven
N8: acht
N9: negen
N10: tien
N11: elf
N12: twaalf
O1: eerste
O2: tweede
O3: derde
O4: vierde
O5: vijfde
O-1: laatste
O-2: voorlaatste, op een na laatste
begin: begin, aan het begin
mid: midden, halverwege, in het midden
end: einde, eind, aan het einde
eod: einde van de dag, eind van de dag
eow: einde van de week, eind van de week
twice: twee keer, tweemaal, 2 keer
at: om
T1200: middaguur
T0000: middernacht
morning: s ochtends, s morgens, ochtend, in de ochtend
afternoon: s middags, middag, in de middag
evening: s avonds, avond, in de avond
today afternoon: vanmiddag
today morning: vanochtend, vanmorgen
today evening: vanavond
oclock: uur, u, h
minute: minuut, minuten, min
half-: half
quarter+: kwart over
quarter-: kwart voor
past: over
today: vandaag
tomorrow: morgen
overmorrow: overmorgen
yesterday: gisteren
next: volgende, volgend
this: deze, dit, komende, aanstaande
in: in, over, binnen
in N1 hour: over een uur
in N1 week: over een week
for: gedurende, voor
and: en
or: of anders
of: van, van de, van het, in de, in het
start: vanaf, met ingang van, ingaande
until: tot en met, t m, tm
to: tot
except: behalve, maar niet, uitgezonderd, niet
holidays: feestdagen, feestdag
by: voor, uiterlijk
clock: tijd
here: lokale tijd
next week: komende week
N25 M12: kerst, kerstmis
N1 M1: nieuwjaar
N31 M12: oudjaar
between: tussen
"""
