"""Spanish."""

WORDS = """
-: por favor, porfa, el, los, la, las, un, una, nos, nuestro, nuestra, reunimos, reunion
-: standup, stand up, retro, retrospectiva, planificacion, revision, equipo, fecha, gracias
-: hola, tambien, entonces, es, sea, en punto, sobre, estoy, fuera, ausente, estare, vacaciones
-: de vacaciones, vez, una vez, solo
every: cada, todos los, todas las, todos, todas, todo, por
every day: diario, diaria, diariamente, a diario, todos los dias
every week: semanal, semanalmente
every month: mensual, mensualmente
every quarter: trimestral, trimestralmente
every year: anual, anualmente
every other week: quincenal, quincenalmente, cada quince dias, cada 15 dias
every other week: una semana si y otra no
every other day: un dia si y otro no, dia por medio
other: alternos, alternas, alterno
day: dia, dias
workday: dia laborable, dias laborables, laborables, laborable, habiles, habil, dia habil
workday: dias habiles, dia de trabajo, dias de trabajo, dia entre semana, entre semana
workday: dia de semana, dias de semana
week: semana, semanas
month: mes, meses
quarter: trimestre, trimestres
year: ano, anos
sprint: sprint, sprints
D5 and D6: fin de semana, fines de semana
D0: lunes, lun
D1: martes, mar
D2: miercoles, mie
D3: jueves, jue
D4: viernes, vie
D5: sabado, sabados, sab
D6: domingo, domingos, dom
M1: enero, ene
M2: febrero, feb
M3: marzo
M4: abril, abr
M5: mayo
M6: junio, jun
M7: julio, jul
M8: agosto, ago
M9: septiembre, setiembre, sep, sept
M10: octubre, oct
M11: noviembre, nov
M12: diciembre, dic
N1: uno
N2: dos
N3: tres
N4: cuatro
N5: cinco
N6: seis
N7: siete
N8: ocho
N9: nueve
N10: diez
N11: once
N12: doce
N15: quince
O1: primer, primero, primera, primeros
O2: segundo, segunda
O3: tercer, tercero, tercera
O4: cuarto, cuarta
O5: quinto, quinta
O-1: ultimo, ultima, ultimos
O-2: penultimo, penultima
begin: principio, inicio, comienzo, al principio, al inicio, a principios, principios
mid: mitad, a mitad, medio, mediados, a mediados, en la mitad
end: fin, final, al final, a finales, finales, a fin, al fin
eod: fin del dia, final del dia, al final del dia
eow: fin de la semana, final de la semana, al final de la semana
twice: dos veces, 2 veces
at: a las, a la
T1200: mediodia, al mediodia, a mediodia
T0000: medianoche, a medianoche
morning: de la manana, por la manana, en la manana, por las mananas
afternoon: de la tarde, por la tarde, en la tarde, por las tardes, tarde
evening: de la noche, por la noche, en la noche, noche
today morning: esta manana
today afternoon: esta tarde
today evening: esta noche
oclock: h, hs, hrs
hour: hora, horas
minute: minuto, minutos, min
+30: y media
+15: y cuarto
-15: menos cuarto
today: hoy
tomorrow: manana
overmorrow: pasado manana
yesterday: ayer
next: proximo, proxima, proximos, siguiente, que viene
this: este, esta, estos
in: en, dentro de
in N30 minute: en media hora
in N1 hour: en una hora, dentro de una hora
in N1 week: en una semana, dentro de una semana
in N1 day: en un dia
in N1 month: en un mes, dentro de un mes
for: durante, para
and: y, e
or: o
of: de, del, en el
start: desde, desde el, a partir de, a partir del, empezando, empezando el
until: hasta, hasta el
to: a, al
except: excepto, salvo, menos, pero no, sin
holidays: festivos, festivo, feriados, feriado, dias festivos
by: para el, a mas tardar
clock: hora de
here: hora local
before: antes de, antes del
N24 M12: nochebuena
N25 M12: navidad
N31 M12: nochevieja
N1 M1: ano nuevo
between: entre
"""
