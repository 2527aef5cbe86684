"""Italian."""

WORDS = """
-: per favore, il, lo, la, i, gli, le, un, una, uno, l, ci, nostro, nostra, incontriamo
-: riunione, standup, stand up, retro, retrospettiva, pianificazione, squadra, team, data
-: grazie, ciao, anche, in punto, sono, via, assente, ferie, in ferie, volta, una volta, solo
every: ogni, tutti i, tutte le, tutti, tutte
every day: quotidiano, quotidianamente, giornaliero, ogni giorno, tutti i giorni
every week: settimanale, settimanalmente
every month: al mese, mensile, mensilmente
every quarter: trimestrale
every year: annuale, annualmente
every other week: quindicinale, ogni quindici giorni, ogni 15 giorni, a settimane alterne
every other week: una settimana si e una no
every other day: a giorni alterni, un giorno si e uno no
other: alterni, alterne
day: giorno, giorni
workday: giorno lavorativo, giorni lavorativi, giorno feriale, giorni feriali, feriale, feriali
workday: lavorativo, lavorativi
week: settimana, settimane
month: mese, mesi
quarter: trimestre, trimestri
year: anno, anni
sprint: sprint
D5 and D6: fine settimana, weekend, week end
D0: lunedi, lun
D1: martedi, mar
D2: mercoledi, mer
D3: giovedi, gio
D4: venerdi, ven
D5: sabato, sabati, sab
D6: domenica, domeniche, dom
M1: gennaio, gen
M2: febbraio, feb
M3: marzo
M4: aprile, apr
M5: maggio, mag
M6: giugno, giu
M7: luglio, lug
M8: agosto, ago
M9: settembre, set
M10: ottobre, ott
M11: novembre, nov
M12: dicembre, dic
N2: due
N3: tre
N4: quattro
N5: cinque
N6: sei
N7: sette
N8: otto
N9: nove
N10: dieci
N11: undici
N12: dodici
O1: primo, prima
O2: secondo, seconda
O3: terzo, terza
O4: quarto, quarta
O5: quinto, quinta
O-1: ultimo, ultima
O-2: penultimo, penultima
begin: inizio, all inizio
mid: meta, a meta, meta dello
end: fine, alla fine, a fine
eod: fine giornata, a fine giornata
eow: fine della settimana, alla fine della settimana
twice: due volte, 2 volte
bimonthly: bimestrale
biweekly: bisettimanale
at: alle, all, alle ore, ore
T1200: mezzogiorno, a mezzogiorno
T0000: mezzanotte, a mezzanotte
morning: mattina, di mattina, del mattino, la mattina, mattino, stamattina
afternoon: pomeriggio, di pomeriggio, del pomeriggio
evening: sera, di sera, della sera
oclock: h
hour: ora, ore
minute: minuto, minuti, min
+30: e mezza, e mezzo, e trenta
+15: e un quarto
-15: meno un quarto
today: oggi
tomorrow: domani
overmorrow: dopodomani
yesterday: ieri
next: prossimo, prossima, prossimi
this: questo, questa
in: tra, fra, entro
in N1 hour: tra un ora, fra un ora
in N1 week: tra una settimana, fra una settimana
for: per
and: e, ed
or: o
of: di, del, della, dello, dell, nel
from: dal, da, dalla
start: a partire da, a partire dal, iniziando
until: fino al, fino a, fino alla, fino
to: a, al, ai
except: tranne, eccetto, escluso, ma non, salvo
holidays: festivi, giorni festivi
by: entro il
clock: ora di
here: ora locale
before: prima di, prima del
N25 M12: natale
N31 M12: san silvestro
N1 M1: capodanno
"""
