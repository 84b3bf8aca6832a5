-- What the records of each dataset add up to after each event that changed them: their count and, for each measure
-- of the kind, its sum and how many have no value.
create table lecture.dataset_total (
  dataset_id integer not null,
  tick bigint not null,
  records integer not null,
  measures jsonb not null,
  primary key (dataset_id, tick)
);

-- Those of the events that are there already: what a rebuild would write.
with life as (
  select dataset_id, from_tick, null::bigint as to_tick, jsonb_build_object('montant', montant) as cells from lecture.subvention_current
  union all select dataset_id, from_tick, to_tick, jsonb_build_object('montant', montant) from lecture.subvention_history
  union all select dataset_id, from_tick, null, jsonb_build_object('nombreOccurrences', "nombreOccurrences") from lecture.prenom_current
  union all select dataset_id, from_tick, to_tick, jsonb_build_object('nombreOccurrences', "nombreOccurrences") from lecture.prenom_history
  union all select dataset_id, from_tick, null, jsonb_build_object('montant', montant, 'valeurGlobale', "valeurGlobale") from lecture.marche_current
  union all select dataset_id, from_tick, to_tick, jsonb_build_object('montant', montant, 'valeurGlobale', "valeurGlobale") from lecture.marche_history
  union all select dataset_id, from_tick, null, cells from lecture.ligne_current
  union all select dataset_id, from_tick, to_tick, cells from lecture.ligne_history
  union all select dataset_id, from_tick, null, null from lecture.deliberation_current
  union all select dataset_id, from_tick, to_tick, null from lecture.deliberation_history
  union all select dataset_id, from_tick, null, null from lecture.adresse_current
  union all select dataset_id, from_tick, to_tick, null from lecture.adresse_history
  union all select dataset_id, from_tick, null, null from lecture.equipement_current
  union all select dataset_id, from_tick, to_tick, null from lecture.equipement_history
  union all select dataset_id, from_tick, null, null from lecture.collectivite_current
  union all select dataset_id, from_tick, to_tick, null from lecture.collectivite_history
), step as (
  select dataset_id, from_tick as tick, 1 as sign, cells from life
  union all select dataset_id, to_tick, -1, cells from life where to_tick is not null
), measure as (
  select id as dataset_id, name
  from lecture.dataset join (
    values ('subventions', 'montant'), ('prenoms', 'nombreOccurrences'), ('marches', 'montant'), ('marches', 'valeurGlobale')
  ) of_kind (kind, name) using (kind)
  union all
  select id, 'c' || place
  from lecture.dataset, jsonb_array_elements(table_schema -> 'fields') with ordinality fields (field, place)
  where kind = 'libre' and field ->> 'type' = 'number'
), records as (
  select dataset_id, tick, sum(sum(sign)) over (partition by dataset_id order by tick) as records
  from step group by dataset_id, tick
), total as (
  select dataset_id, tick, name,
    sum(sum(coalesce(sign * (cells ->> name)::numeric, 0))) over life as sum,
    sum(sum(case when cells ->> name is null then sign else 0 end)) over life as nulls
  from step join measure using (dataset_id) group by dataset_id, tick, name
  window life as (partition by dataset_id, name order by tick)
)
insert into lecture.dataset_total
select dataset_id, tick, records, coalesce(
  jsonb_object_agg(name, jsonb_build_object('sum', trim_scale(sum), 'nulls', nulls)) filter (where name is not null), '{}')
from records left join total using (dataset_id, tick)
group by dataset_id, tick, records;
