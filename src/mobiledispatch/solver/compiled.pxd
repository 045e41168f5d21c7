# The types of legs.py, rows.py and kernel.py in C, where they are one module (hatch_build.py). What is not named here is
# an object of Python, and slow: that is well enough for what is done once a search.
cimport cython

cdef class Legs:
    cdef public long long never, too_early, low_bits, dice
    cdef public int visits, nodes, slots, states, steps, balances
    cdef public bint is_even, never_faster
    cdef const int[::1] leg, leg_to, window_from, way_from, way_then, way_rest, turn_from
    cdef const long long[::1] service, massage, opens, closes, rest_opens, rest_closes, rest_seconds, turns
    cdef const long long[::1] times, percents, done_by, over, per_hour

    @cython.locals(x=cython.longlong)
    cdef long long draw(self, long long below) noexcept
    cdef double share(self) noexcept
    @cython.locals(k=cython.int)
    cdef long long done(self, long long t) noexcept
    @cython.locals(k=cython.int)
    cdef long long when(self, long long work) noexcept
    @cython.locals(k=cython.int, first=cython.int, last=cython.int, begins=cython.longlong)
    cdef long long arrival(self, long long free, long long leg, int way) noexcept
    @cython.locals(k=cython.int, straight=cython.longlong, opens=cython.longlong, closes=cython.longlong,
                   best=cython.longlong)
    cdef long long uneven_arrival(self, long long free, long long work, int rest, int last) noexcept
    @cython.locals(left=cython.longlong)
    cdef long long after_rest(self, long long free, long long work, int rest, int last, long long begins) noexcept
    @cython.locals(first=cython.int, last=cython.int, low=cython.longlong, high=cython.longlong, middle=cython.longlong)
    cdef long long latest_departure(self, long long by, long long leg, int way) noexcept
    @cython.locals(k=cython.int)
    cdef long long begin(self, int visit, long long arrive) noexcept
    @cython.locals(k=cython.int)
    cdef long long latest_begin(self, int visit, long long by) noexcept
    @cython.locals(k=cython.int, cost=cython.longlong)
    cdef long long balance_cost(self, long long hands_on) noexcept


cdef class Rows(Legs):
    cdef const int[::1] duty, start, end, able
    cdef const long long[::1] dawns, limit, liking, evening
    cdef public int longest, stride, row_count
    cdef public long long versions, work
    cdef int[::1] length, order, place
    cdef long long[::1] cost, hands, soonest, latest, free, needed, version, place_version, place_added

    @cython.locals(soonest=cython.longlong, taken=cython.int, since=cython.longlong, state=cython.int, way=cython.int,
                   over=cython.longlong)
    cdef long long serve(self, int duty, int before, int after, long long leg, int visit) noexcept
    @cython.locals(taken=cython.int, since=cython.longlong, state=cython.int, way=cython.int)
    cdef bint reaches(self, int duty, int before, long long leg, int needed) noexcept
    @cython.locals(latest=cython.longlong, taken=cython.int, state=cython.int, leave=cython.longlong, way=cython.int,
                   by=cython.longlong)
    cdef long long need(self, int duty, int after, long long leg, int visit) noexcept
    @cython.locals(duty=cython.int, at=cython.int, length=cython.int, states=cython.int, p=cython.int, j=cython.int,
                   visit=cython.int, leg=cython.longlong, soonest=cython.longlong, latest=cython.longlong,
                   home=cython.longlong)
    cdef bint recount(self, int row, int first, int last) noexcept
    @cython.locals(duty=cython.int, at=cython.int, cost=cython.longlong, stop=cython.int, p=cython.int)
    cdef void _price(self, int row) noexcept
    @cython.locals(duty=cython.int, at=cython.int, length=cython.int, states=cython.int, hands_on=cython.longlong,
                   best=cython.longlong, place=cython.int, first=cython.int, last=cython.int, opens=cython.longlong,
                   closes=cython.longlong, service=cython.longlong, is_certain=cython.bint, onward=cython.int,
                   back=cython.int, stop=cython.int, p=cython.int, after=cython.int, to=cython.longlong,
                   away=cython.longlong, added=cython.longlong, arrive=cython.longlong, begins=cython.longlong,
                   could=cython.bint, known=cython.int)
    cdef void look(self, int row, int visit) noexcept
    @cython.locals(duty=cython.int, at=cython.int, states=cython.int, scratch=cython.int)
    cdef bint fits(self, int row, int p, long long to, int visit, long long away) noexcept


cdef class Kernel(Rows):
    cdef const int[::1] movable, is_movable, near, ranks, dear, need_from, needs, pieces
    cdef const long long[::1] leaving
    cdef public int movables, rank_count, touched_count, loose_count, out_count, most_met, kinds
    cdef public long long total, best_total, rounds, met_count
    cdef int[::1] side, is_touched, touched, where, loose, was, out, best_length, best_order
    cdef int[::1] met_slot, met_length, met_order, users, carried
    cdef long long[::1] key, seen, met_cost, best_cost, mark

    cdef int row(self, int slot) noexcept
    @cython.locals(row=cython.int, here=cython.int, there=cython.int, length=cython.int, p=cython.int)
    cdef int touch(self, int slot) noexcept
    @cython.locals(row=cython.int, at=cython.int, length=cython.int, p=cython.int)
    cdef bint insert(self, int slot, int visit, int place) noexcept
    @cython.locals(row=cython.int, at=cython.int, length=cython.int, place=cython.int, most=cython.double,
                   count=cython.int, spared=cython.int, span=cython.int, lowest=cython.int, first=cython.int,
                   gap=cython.int, kept=cython.int, p=cython.int, stop=cython.int)
    cdef bint cut(self, int slot, int visit, double longest) noexcept
    cdef void _loosen(self, int visit) noexcept
    @cython.locals(before=cython.int, k=cython.int, kind=cython.int)
    cdef void _send(self, int visit, int slot) noexcept
    @cython.locals(k=cython.int, kind=cython.int)
    cdef bint _can_carry(self, int visit, int slot) noexcept
    @cython.locals(_=cython.int)
    cpdef void run(self, int rounds, double temperature)
    @cython.locals(seed=cython.int, served=cython.int, busy=cython.int, slot=cython.int, length=cython.int,
                   longest=cython.double, strings=cython.int, k=cython.int, visit=cython.int)
    cdef bint _ruin(self) noexcept
    @cython.locals(k=cython.int)
    cdef void _begin(self) noexcept
    @cython.locals(rank=cython.int, dear_first=cython.bint, k=cython.int, visit=cython.int, was=cython.int,
                   key=cython.longlong, p=cython.int)
    cdef void _line_up(self) noexcept
    @cython.locals(k=cython.int, visit=cython.int, least=cython.longlong, best=cython.int, fresh=cython.int,
                   slot=cython.int, row=cython.int, known=cython.int, pays=cython.bint)
    cdef void _recreate(self) noexcept
    @cython.locals(total=cython.longlong, k=cython.int, row=cython.int, visit=cython.int)
    cdef void _judge(self, double temperature)
    @cython.locals(k=cython.int)
    cdef void _undo(self) noexcept
    @cython.locals(k=cython.int, slot=cython.int)
    cdef void _take(self, long long total) noexcept
    @cython.locals(slot=cython.int, row=cython.int, p=cython.int)
    cdef void _keep(self) noexcept
    @cython.locals(row=cython.int, length=cython.int, at=cython.int, name=cython.longlong, p=cython.int, k=cython.int)
    cdef void _meet(self, int slot) noexcept
    @cython.locals(row=cython.int, at=cython.int, visit=cython.int)
    cpdef bint put(self, int slot, tuple visits)
    @cython.locals(visit=cython.int, slot=cython.int, row=cython.int, p=cython.int, k=cython.int)
    cpdef void settle(self)
    cpdef void fill(self)


@cython.locals(states=cython.int, buckets=cython.int, stops=cython.int, size=cython.int, bucket=cython.int,
               at=cython.int, taken=cython.int, stop=cython.int, way=cython.int, then=cython.int, row=cython.longlong,
               k=cython.int, least=cython.double, hope=cython.double)
cpdef void sweep(double[:, ::1] bounds, const double[:, :, ::1] closing, const int[:, ::1] ways, const int[::1] cells,
                 const int[::1] starts, const short[::1] visits, const double[::1] step)


cdef class Growth(Legs):
    cdef public int size, words, rows, cuts, first_state, dawn, bucket, count, mask
    cdef public long long limit, came
    cdef public double threshold
    cdef const long long[::1] numbers, legs, costs
    cdef const double[::1] step, bounds, fines
    cdef dict next_cell
    cdef const int[::1] cells
    cdef const unsigned long long[::1] bits, bars, from_sets
    cdef const signed char[::1] weights, divisors, from_met
    cdef const long long[::1] from_last, from_taken, from_free, from_hands, from_cost
    cdef const double[::1] from_reduced
    cdef unsigned long long[::1] sets
    cdef signed char[::1] met
    cdef long long[::1] last, taken, free, hands, cost, parent, alive, onwards
    cdef double[::1] reduced
    cdef int[::1] heads, hopeful

    @cython.locals(k=cython.int, head=cython.int)
    cdef void _chain_all(self)
    @cython.locals(taken=cython.int, state=cython.int, way=cython.int, label=cython.int)
    cpdef long long extend(self, int first, int last)
    @cython.locals(then=cython.int, size=cython.int, at=cython.int, free=cython.longlong, reduced=cython.double,
                   table=cython.int, here=cython.longlong, visit=cython.int, gain=cython.double, number=cython.int,
                   over=cython.longlong, hope=cython.double, fines=cython.double,
                   count=cython.int, k=cython.int)
    cdef void _follow(self, int label, int way) noexcept
    @cython.locals(since=cython.int, row=cython.int)
    cdef int _row(self, long long free) noexcept
    @cython.locals(k=cython.int)
    cdef bint _is_barred(self, int label, int visit) noexcept
    @cython.locals(fines=cython.double, had=cython.longlong, weight=cython.int, k=cython.int, met=cython.int)
    cdef double _fined(self, int label, int visit) noexcept
    @cython.locals(new=cython.int, k=cython.int, head=cython.int)
    cdef void _add(self, int label, int visit, int taken, long long free, double reduced) noexcept
    @cython.locals(before=cython.int, known=cython.int, stays=cython.bint)
    cdef bint _is_beaten(self, int new, int head) noexcept
    @cython.locals(k=cython.int)
    cdef bint _are_alike(self, int one, int other) noexcept
    @cython.locals(total=cython.longlong, k=cython.int, word=cython.ulonglong, head=cython.int)
    cdef int _head(self, int label) noexcept
