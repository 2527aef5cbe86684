"""French."""

WORDS = """
-: s il vous plait, s il te plait, svp, stp, le, la, les, l, un, une, on, nous, notre, se, voit
-: reunion, standup, stand up, retro, retrospective, planification, revue, point, equipe, date
-: merci, bonjour, aussi, alors, c est, est, soit, a partir, precises, precise, pile, vers
-: environ, je suis, absent, absente, en conge, conge, conges, vacances, en vacances, chez, fois
-: une fois, seulement
every: chaque, tous, toutes, tous les, toutes les, tout, toute, par
every day: quotidien, quotidienne, quotidiennement, tous les jours, chaque jour
every week: hebdomadaire, hebdomadairement
every month: mensuel, mensuelle, mensuellement
every quarter: trimestriel, trimestrielle
every year: annuel, annuelle, annuellement
every other week: tous les quinze jours, tous les 15 jours, une semaine sur deux, 1 semaine sur 2
every other day: un jour sur deux
every other: sur deux, sur 2
day: jour, jours
workday: jour ouvrable, jours ouvrables, jour ouvre, jours ouvres, jour de semaine
workday: jours de semaine, jour de la semaine, jours de la semaine, en semaine, jour travaille
workday: jours travailles, ouvrables, ouvrable, ouvres, ouvre
week: semaine, semaines
month: mois
quarter: trimestre, trimestres
year: an, ans, annee, annees
sprint: sprint, sprints
D5 and D6: week end, week ends, weekend, weekends, fin de semaine
D0: lundi, lundis, lun
D1: mardi, mardis, mar
D2: mercredi, mercredis, mer
D3: jeudi, jeudis, jeu
D4: vendredi, vendredis, ven
D5: samedi, samedis, sam
D6: dimanche, dimanches, dim
M1: janvier, janv, jan
M2: fevrier, fevr, fev
M3: mars
M4: avril, avr
M5: mai
M6: juin
M7: juillet, juil
M8: aout
M9: septembre
M10: octobre, oct
M11: novembre, nov
M12: decembre, dec
N2: deux
N3: trois
N4: quatre
N5: cinq
N6: six
N7: sept
N8: huit
N9: neuf
N10: dix
N11: onze
N12: douze
N15: quinze
N20: vingt
O1: premier, premiere, premiers, premieres
O2: deuxieme, deuxiemes, second, seconde
O3: troisieme, troisiemes
O4: quatrieme, quatriemes
O5: cinquieme
O-1: dernier, derniere, derniers, dernieres
O-2: avant dernier, avant derniere
begin: debut, au debut
mid: milieu, au milieu, mi, moitie, a mi, a la moitie
end: fin, en fin, a la fin
eod: fin de journee, fin de la journee, en fin de journee
eow: fin de la semaine, en fin de la semaine
twice: deux fois, 2 fois
bimonthly: bimensuel, bimensuelle
biweekly: bihebdomadaire
at: a
T1200: midi, a midi
T0000: minuit, a minuit
morning: matin, matins, du matin, le matin, au matin, la matinee, matinee
afternoon: apres midi, apres midis, de l apres midi, l apres midi
evening: soir, soirs, du soir, le soir
today morning: ce matin
today afternoon: cet apres midi, cette apres midi
today evening: ce soir
oclock: h
hour: heure, heures
minute: minute, minutes, min
+30: et demie, et demi
+15: et quart
-15: moins le quart, moins quart
today: aujourd hui, aujourdhui
tomorrow: demain
overmorrow: apres demain
yesterday: hier
next: prochain, prochaine, prochains, suivant, suivante
this: ce, cet, cette
in: dans, sous
in N30 minute: dans une demi heure
in N1 hour: dans une heure
in N1 week: dans une semaine
in N1 day: dans un jour
in N1 month: dans un mois
for: pendant, pour, durant
and: et
or: ou
of: de, du, des, d, en
start: a partir de, a partir du, a partir d, des le, a compter du, a compter de, depuis
start: depuis le, commencant le
until: jusqu a, jusqu au, jusque, jusqu en, jusqu
to: au
except: sauf, excepte, hormis, mais pas, sans, hors
holidays: feries, ferie, jours feries, jour ferie
by: pour le, au plus tard, d ici
clock: heure de
here: heure locale
before: avant, avant le
N25 M12: noel
N31 M12: saint sylvestre, la saint sylvestre
N1 M1: jour de l an, nouvel an, le nouvel an
between: entre
"""
