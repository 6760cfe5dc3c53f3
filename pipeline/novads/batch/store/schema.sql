-- The tables of a novads store. docs/store.md tells how to use them.
--
-- No table has a key enforced by an index: the writer keeps keys unique, and indexes over hundreds of
-- millions of rows would have to fit into memory. What refers to what stands in the comments.
-- Every table but runs holds the same rows whatever the number of workers, the day or the time zone.

CREATE TABLE store_info (
    schema_version INTEGER NOT NULL,
    written_by     VARCHAR NOT NULL
);
COMMENT ON TABLE  store_info IS 'One row: which version of the schema this store has.';
COMMENT ON COLUMN store_info.schema_version IS 'Raised whenever a table or column changes its meaning.';
COMMENT ON COLUMN store_info.written_by IS 'The version of novads that made the store.';

CREATE TABLE articles (
    article_id      VARCHAR NOT NULL,
    source_id       VARCHAR NOT NULL,
    url             VARCHAR,
    title           VARCHAR,
    published       DATE,
    encoding        VARCHAR,
    text            VARCHAR NOT NULL,
    text_key        VARCHAR NOT NULL,
    characters      INTEGER NOT NULL,
    duplicate_of    VARCHAR,
    duplicate_of_id VARCHAR,
    mentions        INTEGER NOT NULL,
    events          INTEGER NOT NULL,
    projects        INTEGER NOT NULL,
    version         VARCHAR NOT NULL,
    extraction      JSON
);
COMMENT ON TABLE  articles IS 'One row an article that was read; those that failed are in errors.';
COMMENT ON COLUMN articles.article_id IS 'Key: 32 hexadecimal digits over source_id, text, title, url and published. All other tables name articles by it.';
COMMENT ON COLUMN articles.source_id IS 'What the reader calls it: a path, a row''s id, an address. Not unique where a source gives one id twice.';
COMMENT ON COLUMN articles.published IS 'Publication date by the article''s metadata or --published.';
COMMENT ON COLUMN articles.encoding IS 'What its bytes were decoded from.';
COMMENT ON COLUMN articles.text IS 'The text as it came. All offsets count its code points.';
COMMENT ON COLUMN articles.text_key IS 'Equal for texts that differ in blanks and composition only.';
COMMENT ON COLUMN articles.characters IS 'Code points in the text.';
COMMENT ON COLUMN articles.duplicate_of IS 'source_id of the first article with the same text and date. Its mentions and records are told there, not here.';
COMMENT ON COLUMN articles.duplicate_of_id IS 'article_id of that first article.';
COMMENT ON COLUMN articles.mentions IS 'How many mentions it has.';
COMMENT ON COLUMN articles.events IS 'How many events it has.';
COMMENT ON COLUMN articles.projects IS 'How many projects it has.';
COMMENT ON COLUMN articles.version IS 'Fingerprint of the package, rules and models that read it.';
COMMENT ON COLUMN articles.extraction IS 'Regions, mentions, events, projects and warnings in full, as in articles.jsonl, without the article. NULL for a duplicate.';

CREATE TABLE mentions (
    article_id  VARCHAR NOT NULL,
    mention_id  VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,
    span_start  INTEGER NOT NULL,
    span_end    INTEGER NOT NULL,
    text        VARCHAR NOT NULL,
    value       VARCHAR NOT NULL,
    subkind     VARCHAR,
    canonical   VARCHAR,
    edtf        VARCHAR,
    earliest    DATE,
    latest      DATE,
    time_start  TIME,
    time_end    TIME,
    year_source VARCHAR,
    amount      DECIMAL(20, 4),
    upper       DECIMAL(20, 4),
    currency    VARCHAR,
    role        VARCHAR,
    percent     DECIMAL(9, 4),
    qualifiers  VARCHAR[],
    country     VARCHAR,
    ids         MAP(VARCHAR, VARCHAR),
    within      VARCHAR,
    edition     VARCHAR,
    period      VARCHAR,
    fund        VARCHAR,
    number      VARCHAR,
    source      VARCHAR NOT NULL,
    confidence  DOUBLE NOT NULL,
    problem     VARCHAR
);
COMMENT ON TABLE  mentions IS 'Stretches of text that name something, with the value read from each.';
COMMENT ON COLUMN mentions.mention_id IS 'Unique in its article: DATE:12-22.';
COMMENT ON COLUMN mentions.kind IS 'DATE, PLACE, ORG, PROGRAMME, MONEY or PROJECT.';
COMMENT ON COLUMN mentions.span_start IS 'First code point in articles.text, counted from 0. In SQL: substr(text, span_start + 1, span_end - span_start).';
COMMENT ON COLUMN mentions.span_end IS 'The code point after the last.';
COMMENT ON COLUMN mentions.text IS 'The words as they stand.';
COMMENT ON COLUMN mentions.value IS 'The normal form: EDTF of a date, nominative of a name, amount and currency of a sum.';
COMMENT ON COLUMN mentions.subkind IS 'Kind of place, organisation or title; precision of a date.';
COMMENT ON COLUMN mentions.canonical IS 'Id under which the names of one organisation, programme or fund are one, where listed.';
COMMENT ON COLUMN mentions.edtf IS 'DATE: EDTF (ISO 8601-2); XXXX where nothing tells the year.';
COMMENT ON COLUMN mentions.earliest IS 'DATE: first day it can mean.';
COMMENT ON COLUMN mentions.latest IS 'DATE: last day it can mean.';
COMMENT ON COLUMN mentions.time_start IS 'DATE: local clock time.';
COMMENT ON COLUMN mentions.year_source IS 'DATE: stated, text (from another date of the text), published or unknown.';
COMMENT ON COLUMN mentions.amount IS 'MONEY: exact. NULL where it needs more than 16 digits before or 4 behind the point; value has it all.';
COMMENT ON COLUMN mentions.upper IS 'MONEY: upper bound of a range of sums.';
COMMENT ON COLUMN mentions.currency IS 'MONEY: ISO 4217.';
COMMENT ON COLUMN mentions.role IS 'MONEY: what the sum is for.';
COMMENT ON COLUMN mentions.country IS 'PLACE: ISO 3166-1 alpha-2.';
COMMENT ON COLUMN mentions.ids IS 'PLACE: identifiers by scheme: geonames, iso3166, atvk.';
COMMENT ON COLUMN mentions.within IS 'PLACE: mention_id of the place that contains it, where stated.';
COMMENT ON COLUMN mentions.period IS 'PROGRAMME: EDTF interval of years.';
COMMENT ON COLUMN mentions.fund IS 'PROGRAMME: canonical id of the fund that it draws on.';
COMMENT ON COLUMN mentions.number IS 'PROGRAMME: number of the measure.';
COMMENT ON COLUMN mentions.source IS 'The rule or model that found it.';
COMMENT ON COLUMN mentions.confidence IS 'From 0 to 1.';
COMMENT ON COLUMN mentions.problem IS 'What is wrong with it as it reads.';

CREATE TABLE events (
    article_id      VARCHAR NOT NULL,
    event_id        VARCHAR NOT NULL,
    kind            VARCHAR NOT NULL,
    title           VARCHAR,
    edtf            VARCHAR,
    starts          VARCHAR,
    ends            VARCHAR,
    earliest        DATE,
    latest          DATE,
    time_start      TIME,
    time_end        TIME,
    year_source     VARCHAR,
    previous_edtf   VARCHAR,
    place           VARCHAR,
    venue           VARCHAR,
    within          VARCHAR[],
    municipality    VARCHAR,
    municipality_by VARCHAR,
    country         VARCHAR,
    place_ids       MAP(VARCHAR, VARCHAR),
    organisers      VARCHAR[],
    participants    VARCHAR[],
    project_id      VARCHAR,
    part_of         VARCHAR,
    status          VARCHAR NOT NULL,
    sentences       VARCHAR[],
    source          VARCHAR NOT NULL,
    confidence      DOUBLE NOT NULL
);
COMMENT ON TABLE  events IS 'Things that take place at a time.';
COMMENT ON COLUMN events.event_id IS 'Unique in its article.';
COMMENT ON COLUMN events.kind IS 'meeting, visit, festival, concert, exhibition, seminar, opening, call, consultation, construction or other.';
COMMENT ON COLUMN events.title IS 'In the text''s own words.';
COMMENT ON COLUMN events.edtf IS 'When, in EDTF.';
COMMENT ON COLUMN events.starts IS 'EDTF of the start, with the clock time where known: 2022-06-18T17:00.';
COMMENT ON COLUMN events.ends IS 'EDTF of the end, likewise.';
COMMENT ON COLUMN events.earliest IS 'First day it can be on; NULL where the year is unknown.';
COMMENT ON COLUMN events.latest IS 'Last day it can be on.';
COMMENT ON COLUMN events.year_source IS 'As mentions.year_source.';
COMMENT ON COLUMN events.previous_edtf IS 'Old date of a postponed event.';
COMMENT ON COLUMN events.place IS 'The most specific named place, in the nominative.';
COMMENT ON COLUMN events.venue IS 'A venue without a proper name, such as "kultūras nams".';
COMMENT ON COLUMN events.within IS 'Places that contain it, from the inside out.';
COMMENT ON COLUMN events.municipality IS 'Municipality that it is in. NULL where nothing tells.';
COMMENT ON COLUMN events.municipality_by IS 'How that is known: stated (named as its place), listed (novads'' lists say where the place lies), or article (the only municipality that the article names).';
COMMENT ON COLUMN events.country IS 'ISO 3166-1 alpha-2 of the place, where known.';
COMMENT ON COLUMN events.place_ids IS 'Identifiers of the place by scheme, where listed.';
COMMENT ON COLUMN events.project_id IS 'The project of the same article that it belongs to.';
COMMENT ON COLUMN events.part_of IS 'event_id of the event of the same article that it is part of.';
COMMENT ON COLUMN events.status IS 'planned, past, postponed, cancelled or unknown, at the time of the article.';
COMMENT ON COLUMN events.sentences IS 'The sentences that tell of it.';

CREATE TABLE projects (
    article_id      VARCHAR NOT NULL,
    project_id      VARCHAR NOT NULL,
    dossier_id      VARCHAR,
    name            VARCHAR,
    acronym         VARCHAR,
    number          VARCHAR,
    programme       VARCHAR,
    edition         VARCHAR,
    fund            VARCHAR,
    programmes      VARCHAR[],
    lead            VARCHAR,
    partners        VARCHAR[],
    municipality    VARCHAR,
    municipality_by VARCHAR,
    total           DECIMAL(20, 4),
    currency        VARCHAR,
    total_computed  BOOLEAN,
    start_edtf      VARCHAR,
    start_earliest  DATE,
    end_edtf        VARCHAR,
    end_latest      DATE,
    sentences       VARCHAR[],
    source          VARCHAR NOT NULL,
    confidence      DOUBLE NOT NULL
);
COMMENT ON TABLE  projects IS 'Projects as one article tells of each. The same project of several articles: dossiers.';
COMMENT ON COLUMN projects.project_id IS 'Unique in its article.';
COMMENT ON COLUMN projects.dossier_id IS 'The dossier that it belongs to.';
COMMENT ON COLUMN projects.programme IS 'Canonical id of the programme, or its name where unlisted.';
COMMENT ON COLUMN projects.fund IS 'Canonical id of the fund that the programme draws on, or of the fund itself, where listed.';
COMMENT ON COLUMN projects.programmes IS 'Every programme, fund and measure named with it.';
COMMENT ON COLUMN projects.lead IS 'Lead partner, in the nominative.';
COMMENT ON COLUMN projects.municipality IS 'Municipality whose project it is. NULL where nothing tells.';
COMMENT ON COLUMN projects.municipality_by IS 'How that is known: lead (it leads), payer (it pays a share), or article (the only municipality that the article names).';
COMMENT ON COLUMN projects.total IS 'Stated total of its costs.';
COMMENT ON COLUMN projects.total_computed IS 'Whether the total was worked out rather than stated.';
COMMENT ON COLUMN projects.start_edtf IS 'When it starts, in EDTF.';
COMMENT ON COLUMN projects.start_earliest IS 'First day it can start on.';
COMMENT ON COLUMN projects.end_latest IS 'Last day it can end on.';

CREATE TABLE funding (
    article_id VARCHAR NOT NULL,
    project_id VARCHAR NOT NULL,
    line       INTEGER NOT NULL,
    is_total   BOOLEAN NOT NULL,
    role       VARCHAR NOT NULL,
    amount     DECIMAL(20, 4),
    currency   VARCHAR,
    percent    DECIMAL(9, 4),
    payer      VARCHAR,
    payer_id   VARCHAR,
    fund       VARCHAR,
    qualifiers VARCHAR[],
    computed   BOOLEAN NOT NULL,
    text       VARCHAR,
    source     VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);
COMMENT ON TABLE  funding IS 'The lines of projects'' money. Never add totals (is_total) and shares.';
COMMENT ON COLUMN funding.line IS '0 for the project''s total, from 1 in the text''s order for its shares.';
COMMENT ON COLUMN funding.is_total IS 'Whether it is the whole rather than a share of it.';
COMMENT ON COLUMN funding.role IS 'total, eligible, ineligible, fund, state, municipality, partner, private, loan, own, prefinancing, ceiling, prize, price, contract or other.';
COMMENT ON COLUMN funding.amount IS 'Exact. NULL where only a share in percent is stated.';
COMMENT ON COLUMN funding.payer IS 'Who pays, in the nominative.';
COMMENT ON COLUMN funding.payer_id IS 'Canonical id of the payer, where listed.';
COMMENT ON COLUMN funding.fund IS 'Canonical id of the fund or programme that pays; of a line in the role fund without one, the project''s.';
COMMENT ON COLUMN funding.computed IS 'Whether the amount was worked out rather than stated.';
COMMENT ON COLUMN funding.text IS 'The amount or share as it stands in the text.';

CREATE TABLE dossiers (
    dossier_id      VARCHAR NOT NULL,
    name            VARCHAR,
    acronym         VARCHAR,
    number          VARCHAR,
    programme       VARCHAR,
    fund            VARCHAR,
    lead            VARCHAR,
    municipality    VARCHAR,
    articles        INTEGER NOT NULL,
    first_published DATE,
    last_published  DATE,
    lowest_total    DECIMAL(20, 4),
    highest_total   DECIMAL(20, 4),
    currency        VARCHAR,
    article_id      VARCHAR NOT NULL,
    project_id      VARCHAR NOT NULL,
    linked_by       VARCHAR NOT NULL
);
COMMENT ON TABLE  dossiers IS 'One row a project across all articles; projects.dossier_id leads here. Made anew at the end of each run.';
COMMENT ON COLUMN dossiers.articles IS 'In how many articles it is told of.';
COMMENT ON COLUMN dossiers.lowest_total IS 'Lowest total that its articles state; other than highest_total where they disagree.';
COMMENT ON COLUMN dossiers.article_id IS 'Article whose figures stand for it in the views: the latest that has figures.';
COMMENT ON COLUMN dossiers.project_id IS 'The project in that article.';
COMMENT ON COLUMN dossiers.linked_by IS 'number or title: what its articles have in common; one: a single article tells of it.';

CREATE TABLE warnings (
    article_id VARCHAR NOT NULL,
    code       VARCHAR NOT NULL,
    message    VARCHAR NOT NULL,
    record_id  VARCHAR,
    mentions   VARCHAR[]
);
COMMENT ON TABLE  warnings IS 'What doesn''t agree or can''t be resolved in the source: told, not repaired.';
COMMENT ON COLUMN warnings.record_id IS 'event_id or project_id of the same article.';

CREATE TABLE errors (
    article_id VARCHAR NOT NULL,
    source_id  VARCHAR NOT NULL,
    stage      VARCHAR NOT NULL,
    error      VARCHAR NOT NULL,
    reason     VARCHAR NOT NULL,
    version    VARCHAR NOT NULL
);
COMMENT ON TABLE  errors IS 'What could not be read or processed, and why.';
COMMENT ON COLUMN errors.article_id IS 'As in articles, where it was an article already; else a key over source_id and reason.';
COMMENT ON COLUMN errors.stage IS 'read or extract.';
COMMENT ON COLUMN errors.error IS 'Class of the exception.';
COMMENT ON COLUMN errors.reason IS 'What is wrong, for a person.';

CREATE TABLE runs (
    run_id         INTEGER NOT NULL,
    started        TIMESTAMP NOT NULL,
    finished       TIMESTAMP,
    state          VARCHAR NOT NULL,
    novads_version VARCHAR NOT NULL,
    version        VARCHAR NOT NULL,
    options        JSON NOT NULL,
    articles       INTEGER NOT NULL,
    duplicates     INTEGER NOT NULL,
    already_done   INTEGER NOT NULL,
    events         INTEGER NOT NULL,
    projects       INTEGER NOT NULL,
    errors         INTEGER NOT NULL
);
COMMENT ON TABLE  runs IS 'A log of the runs that wrote to this store: the only table that depends on when and how.';
COMMENT ON COLUMN runs.started IS 'UTC.';
COMMENT ON COLUMN runs.state IS 'running, finished or stopped. running without a process means that it was killed.';
COMMENT ON COLUMN runs.version IS 'As articles.version.';
COMMENT ON COLUMN runs.articles IS 'Articles that this run added, duplicates among them.';
COMMENT ON COLUMN runs.already_done IS 'Articles that were passed over, as an earlier run had done them.';
