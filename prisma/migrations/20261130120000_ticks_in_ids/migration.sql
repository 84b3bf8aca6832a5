-- The id of a revision begins with the tick at which it began: an index that has the one need not have the other.
do $$
declare
  index record;
begin
  for index in
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'lecture' and indexdef like '%from_tick%' and indexdef like '%INCLUDE%'
  loop
    execute format('drop index lecture.%I', index.name);
    execute replace(replace(index.definition, 'id, from_tick, to_tick)', 'id, to_tick)'), '(dataset_id, from_tick)', '(dataset_id)');
  end loop;
end
$$;
