-- Fills an empty migrated database with subventions and their history, by arithmetic alone: the same rows at
-- every run, without publishing 100 versions of 500 files. Its events have no change set: it is read, not replayed.
-- Asked by settings: bench.records, bench.datasets, bench.least and bench.most (versions of a dataset).

-- A number from 0 to 2^62 that looks random and depends on nothing but its arguments.
create function pg_temp.h(x bigint, salt bigint) returns bigint
  language sql immutable parallel safe as 'select hashint8extended(x, salt) & 4611686018427387903';
create function pg_temp.u(x bigint, salt bigint) returns float8
  language sql immutable parallel safe as 'select (hashint8extended(x, salt) & 1073741823) / 1073741824.0::float8';

-- A few large datasets and many small ones.
create temp table bench_dataset as
with asked as (
  select current_setting('bench.records')::int as records, current_setting('bench.datasets')::int as datasets,
    current_setting('bench.least')::int as least, current_setting('bench.most')::int as most
), weights as (
  select d, 1.0 / (d + 10) as weight from asked, generate_series(1, datasets) d
), shares as (
  select d, floor(records * weight / sum(weight) over ())::int as records from asked, weights
)
select d, s.records + case when d = 1 then a.records - (sum(s.records) over ())::int else 0 end as records,
  a.least + (d * 37) % (a.most - a.least + 1) as versions
from shares s, asked a;

-- Versions of all datasets in turn: half of the log holds half of the versions of each.
create temp table bench_version as
select d, v, (datasets + row_number() over (order by (v - 1 + d / (datasets + 1.0)) / versions, d))::int as position
from bench_dataset, generate_series(1, versions) v, (select current_setting('bench.datasets')::int as datasets) asked;
create index on bench_version (d, v);

-- Each version changes 1 % of the rows: seven in ten another amount, the others another record in place.
create temp table bench_change as
select d, slot::int, 1 as v, slot::int as n, true as is_new
from bench_dataset, generate_series(0, records - 1) slot
union all
select distinct on (d, v, slot) d, slot, v, k, pg_temp.h(k, d * 1000003 + v + 1) % 10 >= 7
from bench_dataset, generate_series(2, versions) v, generate_series(0, greatest(records / 100, 1) - 1) k,
  lateral (select (pg_temp.h(k, d * 1000003 + v) % records)::int as slot) s;

-- The amount of a revision.
create function pg_temp.montant(id bigint) returns numeric
  language sql immutable parallel safe as 'select (10 ^ (2 + 4 * pg_temp.u(id, 12)))::numeric(12, 2)';

create temp table bench_revision as
select d, slot, id, tick, lead(tick) over life as to_tick, max(id) filter (where is_new) over life as record_id
from (
  select c.d, slot, is_new, position::bigint as tick, (position::bigint << 24) | n as id
  from bench_change c join bench_version using (d, v)
) changes
window life as (partition by d, slot order by tick);

-- The cells of a revision: those of its record, and an amount of its own.
create temp table bench_words as
select string_to_array(words, ' ') as words, string_to_array(translate(words, 'éèêàçôûîâ', 'eeeacouia'), ' ') as folded
from (select replace('aide soutien fonctionnement festival atelier école rivière théâtre sport jardin musique forêt
lecture projet saison création jeunesse culture marché fête patrimoine rénovation équipement
formation accueil enfance santé logement énergie climat vélo mobilité quartier solidarité insertion
emploi numérique tourisme agriculture pêche montagne littoral concert exposition bibliothèque
chorale danse cirque cinéma tournoi stage séjour voyage repas collecte recherche colloque édition
travaux entretien étude sécurité prévention animation', e'\n', ' ') as words) plain;
create temp view bench_row as
select id, d as dataset_id, record_id, decode(md5(record_id::text), 'hex') as key_hash, 0 as rank,
  decode(md5(id::text), 'hex') as content_hash, tick as from_tick, to_tick,
  'Collectivité ' || d as "nomAttribuant", 'collectivite ' || d as "nomAttribuant_pli",
  (200000000 + d) || '00017' as "idAttribuant", day as "dateConvention", 'D-' || slot as "referenceDecision",
  'Association ' || b as "nomBeneficiaire", 'association ' || b as "nomBeneficiaire_pli",
  case when not is_rna then siren || '00019' end as "idBeneficiaire",
  case when is_rna then 'W' || siren end as "rnaBeneficiaire",
  words[1 + (x >> 0 & 63)] || ' ' || words[1 + (x >> 6 & 63)] || ' ' || words[1 + (x >> 12 & 63)] || ' ' || words[1 + (x >> 18 & 63)] || ' ' || words[1 + (x >> 24 & 63)] || ' ' || words[1 + (x >> 30 & 63)] as objet,
  folded[1 + (x >> 0 & 63)] || ' ' || folded[1 + (x >> 6 & 63)] || ' ' || folded[1 + (x >> 12 & 63)] || ' ' || folded[1 + (x >> 18 & 63)] || ' ' || folded[1 + (x >> 24 & 63)] || ' ' || folded[1 + (x >> 30 & 63)] as objet_pli,
  pg_temp.montant(id) as montant,
  case when pg_temp.h(record_id, 13) % 30 = 0 then 'aide en nature' else 'aide en numéraire' end as nature,
  'unique' as "conditionsVersement", day::text as "datesPeriodeVersement", false as "notificationUE",
  1 as "pourcentageSubvention", (200000000 + d)::text as "sirenAttribuant",
  case when not is_rna then siren end as "sirenBeneficiaire", extract(year from day)::int as annee
from bench_words, bench_revision, lateral (select pg_temp.h(record_id, 11) as x) salted, lateral (
  -- Some receive thousands, most a few.
  select floor(pg_temp.u(record_id, 14) ^ 3 * greatest(50, current_setting('bench.records')::int / 10))::int as b,
    date '2015-01-01' + (pg_temp.h(record_id, 15) % 3650)::int as day, pg_temp.h(record_id, 16) % 10 = 0 as is_rna
) facts, lateral (select (300000000 + b * 7)::text as siren) ids;

insert into lecture.dataset (id, siren, slug, kind, title, licence, position, stream_version, version)
select d, 200000000 + d, 'subventions', 'subventions', 'Subventions ' || d, 'lov2', d, versions + 1, versions
from bench_dataset;
insert into lecture.publisher (siren, position, nom) select 200000000 + d, d, 'Collectivité ' || d from bench_dataset;
insert into public.dataset_secret select d, sha256(d::text::bytea) from bench_dataset;
insert into public.event
select position, position, d, stream_version, type, timestamptz '2020-01-01 00:00Z' + position * interval '1 hour',
  leaf, sha256(leaf)
from (
  select d as position, d, 1 as stream_version, 'DatasetDeclared' as type, '{}'::bytea as leaf from bench_dataset
  union all select position, d, v + 1, 'VersionPublished', '{}'::bytea from bench_version
) events order by position;
insert into lecture.version
select d, v, position, position, recorded_at, recorded_at - interval '1 minute', 'complet', records, records,
  count(*) filter (where is_new), case when v = 1 then 0 else count(*) filter (where is_new) end,
  count(*) filter (where not is_new), '2.1.1', 3, array['montant'], sha256('bench'),
  '{"format":"csv","schema":"scdl/subventions","schemaVersion":"2.1.1","columns":[]}', '{"problems":[],"repairs":[]}'
from bench_version join bench_dataset using (d) join bench_change using (d, v) join public.event using (position)
group by d, v, position, recorded_at, records;
insert into lecture.dataset_total
select d, tick, sum(sum(sign)) over life, jsonb_build_object('montant', jsonb_build_object('nulls', 0, 'sum', trim_scale(sum(sum(sign * montant)) over life)))
from (
  select d, tick, 1 as sign, pg_temp.montant(id) as montant from bench_revision
  union all select d, to_tick, -1, pg_temp.montant(id) from bench_revision where to_tick is not null
) steps group by d, tick window life as (partition by d order by tick);
insert into lecture.kind_head select 'subventions', max(position) from bench_version;
update public.log_head set (position, tick, recorded_at) = (select position, tick, recorded_at from public.event order by position desc limit 1);
