-- A booking schema as a good engineer would write it on PostgreSQL 15.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE resources (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE quota (               -- minutes used and allowed for a company in an ISO week
  company_id int NOT NULL, iso_week int NOT NULL,      -- iso_week = IYYY*100+IW
  used_min int NOT NULL DEFAULT 0, limit_min int NOT NULL,
  PRIMARY KEY (company_id, iso_week)) WITH (fillfactor = 50);
CREATE TABLE bookings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  resource_id int NOT NULL REFERENCES resources(id),
  company_id int NOT NULL, user_id int NOT NULL,
  during tstzrange NOT NULL,
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT no_overlap EXCLUDE USING gist (resource_id WITH =, during WITH &&));

CREATE OR REPLACE FUNCTION week_key(t timestamptz) RETURNS int LANGUAGE sql STABLE AS
$$ SELECT (extract(isoyear FROM t)::int * 100 + extract(week FROM t)::int) $$;

-- id > 0: booked; -1: conflict; -2: quota exceeded.  ON CONFLICT DO NOTHING takes exclusion constraints
-- and spares the subtransaction that an EXCEPTION block would cost.  A refused quota must undo the insert,
-- so a quota refusal deletes the row it just inserted (same transaction).
CREATE OR REPLACE FUNCTION book(p_res int, p_company int, p_user int, p_start timestamptz, p_end timestamptz, p_title text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint; v_min int := extract(epoch FROM p_end - p_start)::int / 60; v_week int := week_key(p_start);
BEGIN
  -- cheap look first: a conflict is refused without writing anything
  PERFORM 1 FROM bookings WHERE resource_id = p_res AND during && tstzrange(p_start, p_end) LIMIT 1;
  IF FOUND THEN RETURN -1; END IF;
  INSERT INTO bookings(resource_id, company_id, user_id, during, title)
    VALUES (p_res, p_company, p_user, tstzrange(p_start, p_end), p_title)
    ON CONFLICT DO NOTHING RETURNING id INTO v_id;
  IF v_id IS NULL THEN RETURN -1; END IF;            -- lost a race
  UPDATE quota SET used_min = used_min + v_min       -- the row lock serialises a company's week, and is taken last
    WHERE company_id = p_company AND iso_week = v_week AND used_min + v_min <= limit_min;
  IF NOT FOUND THEN
    DELETE FROM bookings WHERE id = v_id;            -- the same transaction: nobody ever saw it
    RETURN -2;
  END IF;
  RETURN v_id;
END $$;

-- variant: the usual first draft, an EXCEPTION block (subtransaction) and no look before the insert
CREATE OR REPLACE FUNCTION book_exc(p_res int, p_company int, p_user int, p_start timestamptz, p_end timestamptz, p_title text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint; v_min int := extract(epoch FROM p_end - p_start)::int / 60; v_week int := week_key(p_start);
BEGIN
  UPDATE quota SET used_min = used_min + v_min
    WHERE company_id = p_company AND iso_week = v_week AND used_min + v_min <= limit_min;
  IF NOT FOUND THEN RETURN -2; END IF;
  BEGIN
    INSERT INTO bookings(resource_id, company_id, user_id, during, title)
      VALUES (p_res, p_company, p_user, tstzrange(p_start, p_end), p_title) RETURNING id INTO v_id;
    RETURN v_id;
  EXCEPTION WHEN exclusion_violation THEN NULL; END;
  UPDATE quota SET used_min = used_min - v_min WHERE company_id = p_company AND iso_week = v_week;
  RETURN -1;
END $$;

-- variant: quota as the sum over the company's bookings of the week, under the quota row's lock
CREATE OR REPLACE FUNCTION book_sum(p_res int, p_company int, p_user int, p_start timestamptz, p_end timestamptz, p_title text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint; v_min int := extract(epoch FROM p_end - p_start)::int / 60; v_week int := week_key(p_start); v_lim int; v_used int;
BEGIN
  PERFORM 1 FROM bookings WHERE resource_id = p_res AND during && tstzrange(p_start, p_end) LIMIT 1;
  IF FOUND THEN RETURN -1; END IF;
  SELECT limit_min INTO v_lim FROM quota WHERE company_id = p_company AND iso_week = v_week FOR UPDATE;
  SELECT coalesce(sum(extract(epoch FROM upper(during)-lower(during))/60),0)::int INTO v_used FROM bookings
    WHERE company_id = p_company AND lower(during) >= date_trunc('week', p_start) AND lower(during) < date_trunc('week', p_start) + interval '7 days';
  IF v_used + v_min > v_lim THEN RETURN -2; END IF;
  INSERT INTO bookings(resource_id, company_id, user_id, during, title)
    VALUES (p_res, p_company, p_user, tstzrange(p_start, p_end), p_title)
    ON CONFLICT DO NOTHING RETURNING id INTO v_id;
  IF v_id IS NULL THEN RETURN -1; END IF;
  RETURN v_id;
END $$;

-- free slots of >= p_min in [p_from, p_to) for a list of resources
CREATE OR REPLACE FUNCTION free_slots(p_res int[], p_from timestamptz, p_to timestamptz, p_min interval)
RETURNS TABLE(resource_id int, slot tstzrange) LANGUAGE sql STABLE AS $$
  SELECT r, s FROM unnest(p_res) r
  CROSS JOIN LATERAL (
     SELECT unnest(tstzmultirange(tstzrange(p_from, p_to))
            - coalesce((SELECT range_agg(b.during) FROM bookings b WHERE b.resource_id = r AND b.during && tstzrange(p_from, p_to)), '{}'::tstzmultirange)) AS s) f
  WHERE upper(s) - lower(s) >= p_min
$$;

-- variant for availability: with a B-tree on (resource_id, lower(during)) and the rule "no booking is longer than 24 h"
CREATE OR REPLACE FUNCTION free_slots_bt(p_res int[], p_from timestamptz, p_to timestamptz, p_min interval)
RETURNS TABLE(resource_id int, slot tstzrange) LANGUAGE sql STABLE AS $$
  SELECT r, s FROM unnest(p_res) r
  CROSS JOIN LATERAL (
     SELECT unnest(tstzmultirange(tstzrange(p_from, p_to))
            - coalesce((SELECT range_agg(b.during) FROM bookings b WHERE b.resource_id = r
                          AND lower(b.during) >= p_from - interval '24 h' AND lower(b.during) < p_to AND b.during && tstzrange(p_from, p_to)), '{}'::tstzmultirange)) AS s) f
  WHERE upper(s) - lower(s) >= p_min
$$;

-- variant C: insert first (one GiST search, done by the constraint itself), then the quota; either refusal rolls the subtransaction back
CREATE OR REPLACE FUNCTION book_ins(p_res int, p_company int, p_user int, p_start timestamptz, p_end timestamptz, p_title text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint; v_min int := extract(epoch FROM p_end - p_start)::int / 60; v_week int := week_key(p_start);
BEGIN
  INSERT INTO bookings(resource_id, company_id, user_id, during, title)
    VALUES (p_res, p_company, p_user, tstzrange(p_start, p_end), p_title) RETURNING id INTO v_id;
  UPDATE quota SET used_min = used_min + v_min
    WHERE company_id = p_company AND iso_week = v_week AND used_min + v_min <= limit_min;
  IF NOT FOUND THEN RAISE EXCEPTION 'quota' USING ERRCODE = 'QU001'; END IF;
  RETURN v_id;
EXCEPTION WHEN exclusion_violation THEN RETURN -1; WHEN SQLSTATE 'QU001' THEN RETURN -2;
END $$;

-- variant D: no GiST: the resource row's lock serialises a resource; B-tree (resource_id, lower(during)) looks at the one
-- booking that starts last before p_end (the table holds no overlaps, so only that one can overlap).  Needs: the exclusion
-- constraint dropped and index bk_lower made (see lock.sql).
CREATE OR REPLACE FUNCTION book_lock(p_res int, p_company int, p_user int, p_start timestamptz, p_end timestamptz, p_title text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint; v_min int := extract(epoch FROM p_end - p_start)::int / 60; v_week int := week_key(p_start); v_last timestamptz;
BEGIN
  PERFORM 1 FROM resources WHERE id = p_res FOR NO KEY UPDATE;
  SELECT upper(during) INTO v_last FROM bookings WHERE resource_id = p_res AND lower(during) < p_end ORDER BY lower(during) DESC LIMIT 1;
  IF v_last > p_start THEN RETURN -1; END IF;
  UPDATE quota SET used_min = used_min + v_min
    WHERE company_id = p_company AND iso_week = v_week AND used_min + v_min <= limit_min;
  IF NOT FOUND THEN RETURN -2; END IF;
  INSERT INTO bookings(resource_id, company_id, user_id, during, title)
    VALUES (p_res, p_company, p_user, tstzrange(p_start, p_end), p_title) RETURNING id INTO v_id;
  RETURN v_id;
END $$;

-- availability in one pass with lag(): per resource, the gap before each booking and after the last
CREATE OR REPLACE FUNCTION free_slots_lag(p_res int[], p_from timestamptz, p_to timestamptz, p_min interval)
RETURNS TABLE(resource_id int, slot tstzrange) LANGUAGE sql STABLE AS $$
  WITH b AS (
    SELECT x.resource_id r, greatest(lower(x.during), p_from) s, least(upper(x.during), p_to) e FROM bookings x
      WHERE x.resource_id = ANY(p_res) AND lower(x.during) >= p_from - interval '24 h' AND lower(x.during) < p_to AND upper(x.during) > p_from
    UNION ALL SELECT r, p_to, p_to FROM unnest(p_res) r),
  g AS (SELECT r, coalesce(lag(e) OVER (PARTITION BY r ORDER BY s), p_from) f, s t FROM b)
  SELECT r, tstzrange(f, t) FROM g WHERE t - f >= p_min
$$;
