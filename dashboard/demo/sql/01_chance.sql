-- Chance: numbers that depend on the seed, a row's own number and a salt, and on nothing else, so that
-- the same rows come out whatever the threads. A salt names what is drawn.

create temp macro u(id, salt) as
    (hash(xor(id::ubigint, hash(getvariable('seed')::varchar || '/' || salt))) >> 11)::double
    * 1.1102230246251565e-16 + 5e-17;

create temp macro normal(id, salt) as
    sqrt(-2e0 * ln(u(id, salt))) * cos(6.283185307179586e0 * u(id, salt || ', angle'));

-- the logistic distribution, scaled to a standard deviation of one: one draw instead of two
create temp macro noise(id, salt) as ln(u(id, salt) / (1e0 - u(id, salt))) / 1.8137993642342178e0;

-- a whole number from 0 to one below the number given
create temp macro below(number, id, salt) as floor(u(id, salt) * number)::integer;

create temp macro one_of(options, id, salt) as options[1 + below(len(options), id, salt)];

-- what an answer feels is counted in standard deviations, one of which is worth 68 points of NPS
create temp macro in_deviations(points) as points / 68e0;

-- Events: what was planted, or nothing.

create temp macro event(name) as getvariable('events')[name];

-- the size of an event in a month: it is reached evenly over its first months
create temp macro strength(size, ramp, starts_on, ends_on, month) as
    case
        when month >= starts_on and month < ends_on
        then size * least(1e0, (datediff('month', starts_on, month) + 1) / ramp)
        else 0e0
    end;

create temp macro planted(name, month) as
    coalesce(strength(event(name).size, event(name).ramp, event(name).starts_on, event(name).ends_on, month), 0e0);

create temp macro planted_at(name, month, region, segment) as
    case
        when (event(name).region is null or event(name).region = region)
            and (event(name).segment is null or event(name).segment = segment)
        then planted(name, month)
        else 0e0
    end;

create temp macro month_after(month, count) as (month + to_months(count::integer))::date;

create temp macro months_back(count) as month_after(getvariable('last_month'), -count);
