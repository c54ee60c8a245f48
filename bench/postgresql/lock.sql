-- The variant with a row lock instead of the constraint, for book_lock and free_slots_lag: run on a copy of the
-- filled database.
ALTER TABLE bookings DROP CONSTRAINT no_overlap;
CREATE INDEX bk_lower ON bookings (resource_id, lower(during));
VACUUM ANALYZE bookings;
CHECKPOINT;
