"""Portuguese."""

WORDS = """
-: por favor, o, os, um, uma, nos, nosso, nossa, reuniao, standup, stand up, retro
-: retrospectiva, planejamento, revisao, time, equipe, data, obrigado, ola, tambem, em ponto
-: estou, fora, ausente, ferias, de ferias, vez, uma vez, apenas, so
every: cada, todo, toda, todos os, todas as, todos, todas, por, a cada
every day: diario, diaria, diariamente, todos os dias, todo dia
every week: semanal, semanalmente
every month: mensal, mensalmente
every quarter: trimestral, trimestralmente
every year: anual, anualmente
every other week: quinzenal, quinzenalmente, a cada quinze dias, a cada 15 dias
every other week: semana sim semana nao
every other day: dia sim dia nao
other: alternadas, alternados
day: dia, dias
workday: dia util, dias uteis, dia de semana, dias de semana, dia de trabalho, dias de trabalho
workday: util, uteis
week: semana, semanas
month: mes, meses
quarter: trimestre, trimestres
year: ano, anos
sprint: sprint, sprints
D5 and D6: fim de semana, fins de semana
D0: segunda feira, segundas feiras, segunda, segundas, seg
D1: terca feira, tercas feiras, terca, tercas, ter
D2: quarta feira, quartas feiras, quarta, quartas, qua
D3: quinta feira, quintas feiras, quinta, quintas, qui
D4: sexta feira, sextas feiras, sexta, sextas, sex
D5: sabado, sabados, sab
D6: domingo, domingos, dom
M1: janeiro, jan
M2: fevereiro, fev
M3: marco
M4: abril, abr
M5: maio
M6: junho, jun
M7: julho, jul
M8: agosto
M9: setembro, set
M10: outubro, out
M11: novembro, nov
M12: dezembro, dez
N2: dois, duas
N3: tres
N4: quatro
N5: cinco
N6: seis
N7: sete
N8: oito
N9: nove
N10: dez
N11: onze
N12: doze
N15: quinze
O1: primeiro, primeira
O2: segundo
O3: terceiro, terceira
O4: quarto
O5: quinto
O-1: ultimo, ultima
O-2: penultimo, penultima
begin: inicio, comeco, no inicio, no comeco
mid: meio, metade, no meio, meados
end: fim, final, no fim, no final
eod: fim do dia, final do dia, no fim do dia
eow: fim da semana, final da semana
twice: duas vezes, 2 vezes
at: as, a s
T1200: meio dia, ao meio dia
T0000: meia noite, a meia noite
morning: da manha, de manha, pela manha
afternoon: da tarde, de tarde, a tarde, tarde
evening: da noite, de noite, a noite, noite
today morning: hoje de manha, hoje pela manha
today afternoon: hoje a tarde
oclock: h, hs
hour: hora, horas
minute: minuto, minutos, min
+30: e meia
+15: e quinze
today: hoje
tomorrow: amanha
overmorrow: depois de amanha
yesterday: ontem
next: proximo, proxima, que vem
this: este, esta, nesta, neste
in: em, daqui a, dentro de
in N1 hour: em uma hora, daqui a uma hora
in N1 week: em uma semana, daqui a uma semana
for: durante, por
and: e
or: ou
of: de, do, da, no, na
start: a partir de, desde, comecando, a partir do
until: ate, ate o, ate a
to: a, ao
except: exceto, menos, mas nao, salvo
holidays: feriados, feriado
by: ate as
clock: horario de, hora de
here: hora local
before: antes de, antes da
N25 M12: natal
N1 M1: ano novo
between: entre
"""
