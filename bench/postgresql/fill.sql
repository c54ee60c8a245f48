-- psql -v n=<bookings> -v hours=<horizon>: 1,000 resources, a horizon from 2027-01-04, one 1 h booking at a random
-- 5-minute offset in each of n/1000 equal cells of a resource's horizon; 200 companies, quota rows of two years
TRUNCATE bookings, quota, resources RESTART IDENTITY CASCADE;
INSERT INTO resources SELECT i, 'room ' || i FROM generate_series(1,1000) i;
ALTER TABLE bookings DROP CONSTRAINT no_overlap;
SELECT setseed(0.42);
INSERT INTO bookings(resource_id, company_id, user_id, during, title)
SELECT r, c, u, tstzrange(s, s + interval '1 hour'), 'Weekly sync, project Alpha'
FROM (SELECT r, 1+floor(random()*200)::int c, 1+floor(random()*20000)::int u,
        timestamptz '2027-01-04 00:00+00' + make_interval(mins => (k * cell + 5*floor(random()*((cell-60)/5)))::int) s
      FROM (SELECT (:hours*60/(:n/1000)/5*5)::int cell) x, generate_series(0, :n/1000-1) k, generate_series(1,1000) r) q;
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (resource_id WITH =, during WITH &&);
INSERT INTO quota SELECT c, week_key(timestamptz '2027-01-04 12:00+00' + make_interval(weeks => w)), 0, 2000000000 FROM generate_series(1,200) c, generate_series(0,105) w;
UPDATE quota q SET used_min = s.m FROM (SELECT company_id, week_key(lower(during)) w, count(*)*60 m FROM bookings GROUP BY 1,2) s WHERE q.company_id=s.company_id AND q.iso_week=s.w;
VACUUM ANALYZE bookings; VACUUM ANALYZE quota; VACUUM ANALYZE resources; CHECKPOINT;
SELECT count(*) bookings, pg_size_pretty(pg_relation_size('bookings')) heap, pg_size_pretty(pg_relation_size('no_overlap')) gist, pg_size_pretty(pg_relation_size('bookings_pkey')) pk FROM bookings;
