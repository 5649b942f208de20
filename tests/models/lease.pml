/* The lease of the open mask: a link that loses, doubles and delays, a host that dies and comes
 * back, a mask that is reset, a log that is read later. One unit of time is 100 ms.
 *
 * docs/reference/wire.md says the same in words; `firmware/core.py` and `delivery/machine.py` do it.
 * FAULT plants a mistake, to show that the claims can fail: tests/unit/test_lease_model.py.
 */
#ifndef FAULT
#define FAULT 0
#endif

#define LEASE 3 /* shorter than true, in proportion to all else */
#define OWN 2 /* what a mask gives of it by its own clock */
#define ORDER 4 /* light that was ordered */
#define CHECKPOINT 2 /* the running total is kept this often */
#define END 8 /* nobody looks longer */
#define STARTS 2 /* the person wants light at most so often */
#define SLOTS 2 /* messages that a link holds */
#define RESETS 1

mtype = { NONE, START, RENEW, DARK };

byte now; /* the mask's time, and the world's */
/* mask */
bool lit;
byte lease_end, taken, given; /* last start; light of the order, as the mask counts */
byte newest_echo;
byte kept, kept_at; bool kept_open; /* running total in memory that outlives a reset */
byte logged; /* light in the log */
byte resets;
/* host */
bool alive, linked;
byte wanted, counted, seen_at; /* starts; light that counts; last report */
/* link */
mtype kind[SLOTS]; byte number[SLOTS], echo[SLOTS];
/* truth */
byte truth, edges;

inline forget() { kept_open = false; kept = 0; kept_at = 0; lease_end = 0; newest_echo = 0 }

inline drop(i) { kind[i] = NONE; number[i] = 0; echo[i] = 0 }

inline darken() {
    if
    :: lit -> lit = false; logged = given; forget()
    :: else
    fi
}

inline put(k, n, e) {
    /* into any free slot, else lost */
    if
    :: kind[0] == NONE -> kind[0] = k; number[0] = n; echo[0] = e
    :: kind[0] != NONE && kind[1] == NONE -> kind[1] = k; number[1] = n; echo[1] = e
    :: true /* lost on the way */
    fi
}

inline extend(e) {
    if
    :: now - e <= LEASE ->
#if FAULT == 1
        lease_end = now + OWN; /* counted from its arrival */
#else
        if :: e + OWN > lease_end -> lease_end = e + OWN :: else fi;
#endif
        if :: e > newest_echo -> newest_echo = e :: else fi
    :: else
    fi
}

inline take(i) {
    if
    :: kind[i] == START && !lit && now - echo[i] <= LEASE && given < ORDER &&
#if FAULT == 2
        number[i] >= taken -> /* the same start again is one too */
#else
        number[i] > taken ->
#endif
        taken = number[i];
        lease_end = 0; newest_echo = 0;
        extend(echo[i]);
        lit = true; edges++;
        kept = given; kept_at = now; kept_open = true
    :: kind[i] == RENEW && lit && number[i] == taken -> extend(echo[i])
    :: kind[i] == DARK -> darken()
    :: else
    fi
}

/* Time passes by one unit: light is given, the mask looks, its report may reach the host. */
inline pass() {
    now++;
    if
    :: lit ->
        truth++; given++;
        if :: now - kept_at >= CHECKPOINT -> kept = given; kept_at = now :: else fi;
#if FAULT != 3
        if :: given >= ORDER -> darken() :: else fi;
#endif
        if :: lit && now >= lease_end -> darken() :: else fi
    :: else
    fi
}

inline report() {
    /* what the mask says reaches the host at once, or never */
    if
    :: alive && linked ->
        if
        :: given > counted -> counted = given
        :: else
        fi;
        seen_at = now
    :: true
    fi
}

inline lost() {
    /* silence: all that the lease may have allowed counts */
    linked = false;
#if FAULT != 5
    if
    :: wanted > 0 -> counted = (counted + LEASE > ORDER -> ORDER : counted + LEASE)
    :: else
    fi
#endif
}

inline carry() {
    /* a message comes, now or later, once or twice, in any order; or none does */
    if
    :: kind[0] != NONE -> take(0); drop(0)
    :: kind[1] != NONE -> take(1)
    :: kind[1] != NONE -> drop(1)
    :: true
    fi
}

active proctype world() {
    alive = true; linked = true;
    do
    :: now < END -> atomic {
        if /* the person, the host */
        :: alive && linked && wanted < STARTS && now - seen_at <= LEASE && counted < ORDER && !lit ->
            wanted++; put(START, wanted, seen_at)
        :: alive && linked && wanted > 0 -> put(RENEW, wanted, seen_at)
        :: alive && linked -> put(DARK, 0, 0)
        :: alive && resets == 0 -> alive = false; lost() /* it dies */
        :: !alive && !lit -> alive = true; linked = true; seen_at = now
        :: true
        fi;
        carry(); carry(); /* the link */
        if /* the mask is reset: a start lies between it and light */
        :: resets < RESETS && kept_open ->
            resets++;
            lit = false;
#if FAULT == 4
            logged = kept;
#else
            logged = (kept + CHECKPOINT > ORDER -> ORDER : kept + CHECKPOINT);
#endif
            given = logged; forget()
        :: true
        fi;
        pass();
        report();
        if :: alive && linked && now - seen_at > LEASE -> lost() :: else fi;

        assert(!lit || now - newest_echo <= LEASE);
        assert(edges <= wanted);
        assert(truth <= ORDER);
        assert(lit || logged >= truth || edges == 0)
    }
    :: else -> break
    od;
    darken();
    /* a host that lost its mask counts enough without any log */
    if :: !linked -> assert(counted >= truth) :: else fi;
    /* the log is read: what is known replaces what was guessed, upwards at once */
    if :: logged > counted -> counted = logged :: else fi;
    assert(counted >= truth)
}
