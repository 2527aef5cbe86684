"""What a team types in a year: its stand-ups, blockers, retros, goals, milestones and risks."""

from __future__ import annotations

# What was done, and what was planned, by project, as it was typed.
PROJECTS: dict[str, tuple[str, str]] = {
    "checkout": (
        """fixed the rounding bug in the checkout total
Checkout redesign: finished mobile layout
added Apple Pay to the checkout
reviewed Ben's PR for the checkout summary
wrote e2e tests for guest checkout
Met with support about checkout complaints
fix flaky checkout test
checkout copy approved by marketing
refactored the address form
I removed the old coupon field from checkout
measured drop-off on the payment step
Tested checkout on Safari and old Android phones
released the new checkout to 10% of customers
rolled out checkout to everyone
still working on the address form validation
a11y audit of the checkout with Chloé""",
        """finish mobile layout of the checkout
add Google Pay
test guest checkout on iOS
roll out checkout to 50%
write release notes for the checkout
clean up the address form
continue with checkout tests
look at the drop-off numbers with Ada""",
    ),
    "export": (
        """data export: CSV works now
implemented Excel export for invoices
Worked on the data export
paired with Ada on streaming large exports
export of 1m rows takes 40 s now instead of 9 min
added progress bar to export dialog
documented the export API
Fixed encoding of umlauts in exports
demo of the export to two pilot customers
got feedback on export format from finance
scheduled exports are merged
reviewed the export permissions with security
Export job retries after timeouts - done
cleaned up old export files on the server""",
        """finish Excel export
load test for the data export
show the export to the pilot customers
write docs for scheduled exports
permissions for exports
Export: retries""",
    ),
    "billing": (
        """migrated 200 test accounts to the new billing system
billing migration dry run went well
wrote the rollback script for the billing migration
talked to finance about invoice numbers
Compared invoices of old and new billing for March
fixed VAT for Swiss customers
continued with billing migration
Moved 3,000 customers to the new billing
looked into duplicate invoices
duplicate invoices fixed
updated the runbook for billing
Invoice PDF matches the old one now
handed over the dunning process to finance
decommissioned the old billing server
learned that the old system rounds each line and not the total""",
        """migrate the next 3,000 customers
second dry run of the billing migration
check VAT for Norway
Finish rollback script
agree on cut-over date with finance
monitor invoices after the migration
turn off the old billing""",
    ),
    "search": (
        """search index rebuilds in 20 minutes instead of 3 hours
Evaluated two search engines
prototype for typo tolerance
reviewed search logs: 18% of searches find nothing
added synonyms for the 50 most frequent misses
Built ranking test set with product
tuned the ranking of search results
deployed the new search to staging
wrote a blog post on search
interviewed five users about search
fixed pagination of search results
search filters keep their state now
investigated slow queries on the search cluster
ran into memory limits on the search cluster
found out that half of the searches are for order numbers""",
        """compare ranking before and after
synonyms for German
deploy search to production
A/B test for the new ranking
filters for order numbers
Write up the search interviews
more memory for the search cluster""",
    ),
    "mobile": (
        """push notifications arrive on Android
submitted the app to the app store
App was rejected because of the privacy text, resubmitted
implemented offline mode for order list
fix crash on startup (APP-312)
reduced app size from 80 to 46 MB
Login with fingerprint done
wrote privacy text for the app with legal
tested the app with 8 field workers
upgraded to the new SDK
crash rate is below 0.5% now
translated the app into Danish
struggled with signing certificates
screenshots for the app store
learnt that field workers switch phones during a shift""",
        """offline mode: conflict handling
beta test with 20 field workers
Fingerprint login on iPhone
resubmit the app
fix crash on Galaxy phones
translate the app into French
prepare app launch with marketing""",
    ),
    "onboarding": (
        """drafted the welcome emails
customer interviews about onboarding (4 of 6)
New onboarding flow is live for new customers
analysed where new customers stop
wrote help pages for the first week
recorded two onboarding videos
simplified the sign-up form: 5 fields instead of 12
set up sample data for trial accounts
workshop with sales about trial accounts
Activation went from 31 to 38 percent
removed the phone number from sign-up
Deniz and I finished the checklist for new customers
reviewed the texts of the onboarding emails
trial extension works from the admin page""",
        """two more customer interviews
finish the welcome emails
Measure activation after the change
record the third onboarding video
sample data for the trial
talk to sales about the trial length
simplify the invitation of colleagues""",
    ),
    "platform": (
        """upgraded the database to PostgreSQL 17
set up staging environment from scratch with one command
CI is down to 9 minutes
replaced the old job queue
restored a backup as a test, worked
moved secrets into the vault
patched the TLS library
wrote postmortem for the outage on Tuesday
Alerts for the queue length
deleted 40 unused feature flags
monitoring dashboards for the new queue
split the monolith's report module
automated the weekly release
Rotated all API keys
dependency updates
lost a day to a broken build server
raised test coverage of payments to 85%""",
        """upgrade the staging database
automate release notes
restore test for the second database
clean up feature flags
move the last jobs to the new queue
Alert thresholds
plan the upgrade weekend""",
    ),
    "partner": (
        """API docs for partners published
first partner connected to the API
Rate limits for partner API implemented
call with the logistics partner about webhooks
signed webhooks: done
helped the first partner with their integration
created sandbox for partners
drafted the partner contract with legal
partner portal: login works
fixed webhook retries
answered 14 questions of partners
versioned the partner API
partner statistics on the admin page
agreed on SLAs with operations""",
        """connect the second partner
webhooks for returns
partner portal: password reset
Review the contract with legal
SLA report for partners
help partner with go-live
sandbox data for returns""",
    ),
    "reporting": (
        """monthly sales report runs by itself
built the dashboard for churn
Reports: removed 30 that nobody opened
checked numbers of the revenue report with finance
drew the new data model
data warehouse gets orders every hour
trained 12 colleagues on the dashboards
report for the board finished
Fixed time zones in the sales report
dashboard loads in 2 s
wrote definitions of all KPIs
Interviewed heads of sales about what they need to know""",
        """dashboard for returns
check churn numbers with finance
Definition of active customer
move reports to the warehouse
train the second group
report for the board""",
    ),
    "accessibility": (
        """keyboard navigation works in all dialogs
contrast of buttons fixed
screen reader test with two blind users
alt texts for product images
Accessibility statement published
reviewed forms against WCAG
focus order in the menu fixed
wrote accessibility guidelines for the design system
trained the team in screen reader basics
captions for help videos
learned that our date picker can't be used without a mouse
new date picker is accessible
colour-blind mode for charts""",
        """fix contrast in charts
captions for the remaining videos
second test with screen reader users
replace the date picker
guidelines for colours
Review emails for accessibility""",
    ),
}
NOISE = """meetings
emails
1:1 with Will
same as yesterday
dentist in the morning
support
code reviews
nothing special
sick kid, only worked half a day
PR reviews
planning
reviewed Emeka's PR
paired with Emeka on a secret thing
password for staging is hunter2, works now
the vendor is an idiot
salary talk with HR
https://intranet.example/page
asked Ben ben.ortiz@example.org about the invoice
Habe die Testdaten aufgeräumt
réunion avec le fournisseur
WIP
?
Job interviews
helped Will with his laptop
standup, retro, planning""".splitlines()
BLOCKERS = [
    ("No access to the payment provider's test account", "service", "Access desk"),
    ("Waiting for legal review of the partner contract", "team", "Legal"),
    ("staging server is down", "team", "Platform"),
    ("need a decision on trial length", "decision", ""),
    ("Design for the date picker missing", "team", "Design"),
    ("can't deploy to the second region", "team", "Platform"),
    ("app store review takes longer than promised", "service", ""),
    ("Blocked by the data protection review", "service", "Privacy office"),
    ("waiting on invoice samples from finance", "team", "Finance"),
    ("VPN drops every hour", "service", "IT"),
    ("missing translation for Danish", "", ""),
    ("The licence for the search engine is not signed", "decision", ""),
    ("test data contain no returns", "", ""),
    ("budget for user tests is frozen", "decision", ""),
]
LEARNINGS = [
    "Small pull requests get reviewed on the same day",
    "We estimate too little time for reviews",
    "Talking to support first saves us a week",
    "Two people on one topic are faster than one on two",
    "Demos with real data raise better questions",
    "Friday releases are not worth it",
    "Our definition of done misses accessibility",
    "Interviews with five customers were enough to see the pattern",
    "We forget to tell sales what changes",
    "A written decision ends long discussions",
    "Alerts at night were all for things that could wait",
    "The dry run found more than all our tests",
]
ACTIONS = [
    "Review pull requests before lunch",
    "Invite support to refinement",
    "Write decisions down in the team's log",
    "Add accessibility to the definition of done",
    "Release on Tuesdays and Thursdays only",
    "Agree on one owner per topic",
    "Keep the planning to one hour",
    "Send sales a list of changes",
    "Turn off alerts that need nobody at night",
]
GOALS = [
    "New checkout live for a tenth of our customers",
    "Pilot customers export their own data",
    "All test accounts run on the new billing",
    "Search finds orders by their number",
    "Field workers use the app without a network",
    "New customers reach their first order in a day",
    "One command sets a test environment up",
    "Two partners are connected",
    "The board reads its numbers from our dashboard",
    "All dialogs work with the keyboard",
    "Half of the customers are on the new billing",
    "The app is in both stores",
    "Search in production for everybody",
]
TOLD = [
    "",
    "Two of the three partners are in. The third waits for its contract",
    "it took a week longer than we thought!",
    "Ada has the numbers.",
    "",
    "thanks to everybody who tested at the weekend",
    "the last five per cent come next sprint, see https://wiki.test/plan for all of it",
]
"""What was said of how a goal went."""
MILESTONES = [
    ("Checkout for everybody", 6),
    ("Data export for pilot customers", 10),
    ("First partner live", 17),
    ("Old billing switched off", 24),
    ("App in the stores", 30),
    ("Accessibility statement", 37),
    ("Board report from the warehouse", 43),
    ("Search for all languages", 49),
]
RISKS = [
    ("The billing provider ends its support in autumn", 6, "second provider under evaluation"),
    ("Only one of us knows the search cluster", 6, "we pair each week"),
    ("New rules for card payments may come early", 4, ""),
    ("The app stores may ask for more privacy texts", 6, "legal is in the loop"),
]
