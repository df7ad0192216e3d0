"""English words that questions and texts use for the same thing, by groups: "founded" and "established".

Words of everyday language, apart from names of figures and abbreviations, which have tables of their own. A group
holds words in any form and phrases; a question's word that is in a group is also found by the others.
"""

from chatdoc_server.questions.words import Stems

_GROUPS = """
    found, founded, established, incorporated, formed, created, began operations, set up
    employees, staff, workforce, personnel, headcount, people, workers, full-time equivalents
    headquarters, headquartered, head office, principal executive offices, principal offices, based in
    located, situated, location, site, address
    buy, bought, purchase, acquire, acquired, acquisition
    sell, sold, sale, dispose, disposal, divest, divestiture
    terminate, termination, cancel, end, rescind
    start, begin, began, commence, commencement, effective
    allow, allowed, permit, permitted, may, can
    forbid, forbidden, prohibit, prohibited, not permitted, not allowed, may not
    must, require, required, obliged, obligated, shall
    cost, price, fee, charge, priced
    salary, wage, compensation, remuneration
    pay, pays, paid, bear, bears, borne, costs
    anonymous, anonymously, without a name, unnamed
    rise, rose, increase, increased, grow, grew, growth, higher
    fall, fell, decrease, decreased, decline, declined, drop, dropped, lower, reduced
    competitors, compete, competition, competitive
    customers, clients, buyers, purchasers
    supplier, vendor, contractor
    auditor, independent registered public accounting firm, independent accountants
    lawyer, attorney, counsel
    lawsuit, litigation, legal proceedings, suit, complaint
    seasonal, seasonality, seasonally, season
    reason, cause, because, due
    aim, goal, objective, purpose
    result, outcome, finding
    method, approach, technique, procedure
    maximum, max, most, limit, limited, cap, ceiling, largest, highest, up to, not exceed, no more than
    minimum, min, smallest, lowest, least, no less than
    temperature, degrees, celsius, fahrenheit, °c, °f
    heavy, weigh, weight, mass
    loud, noise, sound, decibels
    fast, speed
    deep, depth
    long, length
    tall, high, height, elevation, altitude
    wide, width
    thick, thickness
    strong, strength
    old, age
    far, distance
    expensive, cheap, price, cost
    large, big, size, area
    population, inhabitants, residents
    earn, earns, earned, salary, wage, pay
    spend, spent, expense, expenditure
    produce, produced, production, output
    daily, day
    weekly, week
    monthly, month
    hourly, hour
    annual, yearly, year
    average, mean
    hot, warm, heat
    seek, claim, claiming, demand
    fund, funded, funding, financed, supported by, sponsor, grant
    succeed, successor, replaces
    surrender, give up
    handle, support, process
    boot, startup, start up
    count, counted, counts, stored, represented
    duration, length, period, term
    weigh, weight
    renew, renewal, extend, extension
    ship, deliver, delivery, shipment
    warranty, guarantee, warrants
    danger, hazard, risk, warning
    repair, fix, maintenance, service
    clean, cleaning
    replace, replacement, exchange
    notify, notice, inform, notification
    breach, default, violation, violate
    damages, liability, liable
    dispute, arbitration, disagreement
    governed, governing law
    owner, owns, owned, own, property of
    boss, head, leads
    member, membership, subscriber, subscription
    children, minors, minor
    trip, journey, travel
    build, built, construct, constructed, construction
    born, birth
    die, died, death
    invent, invented, invention
    develop, developed, development
    write, wrote, written, author, authored
    teach, taught, teacher
    leave, left, depart, departs
    stop, cease, discontinue, discontinued
    exit, exiting, withdraw
    partner, partnered, collaborate, collaborated, collaboration, partnership
    launch, launched, introduce, introduced, released
    approve, approved, approval, authorized, cleared
    divisions, segments, business units
    outlets, stores, shops, warehouses
    operate, operates, operated, run
    update, updated, revise, revised, revision, amend, amended, amendment
    modify, modified, modification, change, changed, alter, altered, adapt, adapted
    arrive, arrived, arrival, receive, received, receipt, obtain, obtained
    remove, removed, removal, delete, deleted, erase, uninstall, strip
    add, added, addition, append, insert, inserted
    select, selected, selection, choose, chose, chosen, choice, pick
    keep, kept, store, stored, retain, retained, preserve, hold, held
    show, showed, shown, display, displayed, print, printed
    check, checked, verify, verified, test, tested, inspect, inspected
    combine, combined, merge, merged, join, joined, link, linked
    divide, divided, split, separate, separated
    distribute, distributed, distribution, pass on, passed on, hand out, convey, share
    recommend, recommended, recommendation, advise, advised, advice, suggest, suggested
    assume, assumed, assumption, presuppose, suppose
    avoid, avoided, prevent, prevented
    happen, happened, occur, occurred, take place, took place
    mistake, error, fault, bug, defect
    seldom, rarely, rare, infrequent, infrequently
    usual, usually, typical, typically, normally, generally
    default, by default, unless otherwise, standard, out of the box
    simultaneously, at the same time, concurrent, concurrently, parallel
    quick, quickly, rapid, rapidly, fast
    hard, difficult, difficulty
    easy, easily, simple, simply
    sufficient, enough, adequate
    identical, same, equal, alike
    main, principal, primary, chief
    entire, whole, full, complete
    elderly, aged, older, seniors
    women, woman, female, females
    men, man, male, males
    ill, sick, sickness, illness, disease
    doctor, physician
    advantage, advantages, benefit, benefits
    disadvantage, drawback, shortcoming, limitation, limitations
    folder, folders, directory, directories
    machine, computer, host
    rivals, competitors
    bonus, incentive
    begin, began, begun, start
    grow, grew, grown
    sow, sowed, sown
    meet, met, meeting
    speak, spoke, spoken
    send, sent
    lend, lent, loan
    lose, lost, loss
    win, won
    break, broke, broken
    lead, led
    rise, rose, risen
    fall, fell, fallen
    draw, drew, drawn
    bear, bore, borne
    see, saw, seen
    give, gave, given
    take, took, taken
"""


def _by_stem() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """For the stem of each word those of the others in its groups, and their phrases."""
    stems = Stems()
    found: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
    for line in _GROUPS.strip().splitlines():
        entries = [entry.strip() for entry in line.split(",")]
        single = {stems.of(entry) for entry in entries if entry.isalpha()}
        phrases = tuple(entry for entry in entries if not entry.isalpha())
        for stem in single:
            others, known = found.get(stem, (frozenset(), ()))
            found[stem] = others | (single - {stem}), (*known, *phrases)
    return found


_RELATED = _by_stem()


def related(stem: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What else the stem of a question's word is found by: the stems of other words, and phrases in small letters."""
    return _RELATED.get(stem, (frozenset(), ()))
