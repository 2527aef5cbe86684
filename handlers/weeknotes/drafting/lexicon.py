"""Words that say little, and those that are no names. Data."""

from __future__ import annotations


def in_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = in_words(
    """
fingerprint rate accessibility alert first second third two three four five old new all some more
account address agenda alert analysis app application architecture audience backend backlog
backup banner billing board booking brand brochure budget button calendar campaign catalogue
chart checkout cleanup client component concept connection contract contractor cost course
dashboard database deadline decision delivery dependency deployment design device discount
email endpoint error estimate event export filter footer forecast form framework frontend
function guide header help hiring homepage hosting image import infrastructure integration
interface interview inventory invoice invoices journey kickoff landing layout legal letter
library licence license load locale log logging login logo logout mail mapping market
marketing menu message metric migration mobile model module monitoring navigation network
newsletter notification notifications number offer office onboarding order outage package
partner password payment payments performance permission permissions persona pilot pipeline
platform policy portal presentation price pricing printer privacy procurement product
profile prototype purchase query queue quote receipt recruiting redesign refactoring refund
refunds registration regression reminder rendering reporting reports request requirement
retention risk roadmap role route rule runbook schema scope search security server service
session settings shipping signup site slide slides social sprint staging stock storage
strategy style subscription supplier survey sync system table tax template terms theme
timeline tool tooling tracking traffic training translation translations tutorial upload
usability validation vendor video warehouse web webhook website widget workflow workshop
    """
)
"""Nouns that are no names: they lose the capital that a line begins with."""

SMALL = in_words(
    """
a an the this that these those some any all our my your their his her its of for to in on at
by with from into onto over under about as and or but so if then than after before until
through via per we i you they he she it is are was were be been being has have had do did
does will would can could should may might must not no more most very really just also only
still again now yet up out off down back there here when where what which who whom how why
both each every other another own same such too much many few lot bit quite
    """
)
"""English words that carry the others."""

VAGUE = in_words(
    """
work works task tasks ticket tickets issue issues bug bugs thing things stuff item items
part parts story stories pr prs mr mrs pull request requests code new old first second third
last next final small little few several better team day week today tomorrow yesterday
morning afternoon test tests change changes update updates fix fixes review reviews feature
features problem problems version draft page pages screen screens list flow case cases set
way time step steps side progress project improvement improvements topic topics feedback
question questions users user customer customers data meeting meetings doc docs
documentation session rest prep plan plans point points error errors result results use
order support finish remaining open end start
    """
)
"""Words that name no theme by themselves."""

OTHERS = (
    in_words(
        """
ich wir und der die das den dem ein eine einen nicht mit für auf ist sind habe haben wird
noch auch bei zum zur vom weiter fertig heute gestern je nous le la les un une des du et est
sont pas avec pour sur dans au aux fini hier ont j'ai yo nosotros el los las una y es con
para por del al hoy ayer he hemos io noi il lo gli e di che è per oggi ieri ho abbiamo della
delle nel ik wij het een en van niet met voor op heb hebben aan naar vandaag gisteren eu nós
o os as um uma com não hoje ontem da dos das fiz fizemos na no
    """
    )
    - SMALL
)
"""Words that carry the others in German, French, Spanish, Italian, Dutch and Portuguese."""
