package io.gongkai.ledger;

import io.gongkai.ledger.Measure.Nature;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way from a figure down to the entries behind it. They come in the order of the tree (an organization's own first, then
 * those of what stands below it, by code), within an organization newest first. The counters say below which organizations
 * anything is to be found, so a page costs the same wherever it lies: nothing is searched, and nothing before it is read.
 */
@Service
public class Trail {

    /**
     * A figure.
     *
     * @param facts what it counts, all of one nature
     * @param first first day of a month
     * @param last last day of a month of the same year, or today
     */
    public record Question(OrganizationId node, Selection facts, LocalDate first, LocalDate last) {

        public Question {
            if (natures(facts).count() != 1) {
                throw new IllegalArgumentException("Not of one nature: " + facts.cells());
            }
        }

        private static Stream<Nature> natures(Selection facts) {
            return facts.cells().stream()
                    .map(cell -> cell.count().measure().nature())
                    .distinct();
        }

        private Nature nature() {
            return natures(facts).findFirst().orElseThrow();
        }

        /** In the order of the form. */
        private List<Measure> measures() {
            return facts.cells().stream()
                    .map(cell -> cell.count().measure())
                    .distinct()
                    .sorted()
                    .toList();
        }

        /** Whether it is about what stands on the last day, not about what happened on the way there. */
        private boolean lasting() {
            return nature() != Nature.FLOW;
        }

        private LocalDate since() {
            return lasting() ? last : first;
        }

        /** First day on which something may have happened that is in it. */
        private LocalDate earliest() {
            return switch (nature()) {
                case STOCK -> LocalDate.of(1, 1, 1);
                case YEARLY -> LocalDate.of(last.getYear(), 1, 1);
                case FLOW -> first;
            };
        }
    }

    /** An entry, with code and name of its organization as it was called then. */
    public record Step(LedgerEntry entry, String organizationCode, String organizationName) {}

    /**
     * One page.
     *
     * @param sums all that was counted below the node
     * @param next number of the last entry of the page, null when nothing follows
     */
    public record Page(
            long watermark,
            Sums sums,
            List<Step> steps,
            @Nullable Long next) {}

    /** Stretches read in one statement where it is not known how many of them hold anything. */
    private static final int STRETCHES_AT_ONCE = 100;

    private final TrailStore store;
    private final Counters counters;
    private final TransactionTemplate snapshot;

    Trail(TrailStore store, Counters counters, PlatformTransactionManager transactions) {
        this.store = store;
        this.counters = counters;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * @param after number of the last entry of the page before, null for the first page
     * @throws NoSuchElementException when that entry never was on such a page
     */
    public Page page(Question question, @Nullable Long after, int size) {
        return Objects.requireNonNull(snapshot.execute(_ -> new Walk(question, after, size).page()));
    }

    /** How much of each entry of a whole was recorded together with it as its part, by number; without those of 0. */
    public Map<Long, Long> parts(List<Step> wholes, Measure part, long watermark) {
        return store.parts(wholes.stream().map(step -> step.entry().id()).toList(), part, watermark);
    }

    /**
     * A place on the way: an organization in a stretch of days.
     *
     * @param whole whether the stretch is all the time that the counters speak of
     * @param known how many entries lie there; -1 where that is not known
     * @param own whether only its own entries are meant, not those below it
     * @param resumed whether the last page ended here
     */
    private record Place(
            OrganizationId organization,
            LocalDate since,
            LocalDate until,
            boolean whole,
            long known,
            boolean own,
            boolean resumed) {

        Place asOwn(long count) {
            return new Place(organization, since, until, whole, count, true, resumed);
        }
    }

    /** A place and what stands below it. */
    private record Found(Place place, List<Place> below) {}

    private final class Walk {

        private final Question question;
        private final List<Measure> measures;
        private final int size;
        private final @Nullable Long after;
        private final TrailStore.@Nullable Last last;

        /** From the node to where the last page ended. */
        private final List<OrganizationId> way;

        Walk(Question question, @Nullable Long after, int size) {
            this.question = question;
            this.measures = question.measures();
            this.size = size;
            this.after = after;
            this.last = after == null
                    ? null
                    : store.entry(after).orElseThrow(() -> new NoSuchElementException("No such page: " + after));
            this.way = last == null
                    ? List.of()
                    : store.way(
                            question.node(),
                            last.organization(),
                            question.lasting() ? question.last() : last.occurredOn());
            if (last != null && (way.isEmpty() || !measures.contains(last.measure()))) {
                throw new NoSuchElementException("No such page: " + after);
            }
        }

        Page page() {
            var counted = counters.between(List.of(question.node()), question.first(), question.last());
            var sums = counted.of(question.node());
            List<Place> places = List.of(new Place(
                    question.node(), question.since(), question.last(), true, count(sums), false, last != null));
            while (true) {
                places = enough(places);
                if (places.stream().allMatch(Place::own)) {
                    break;
                }
                places = descend(places);
            }
            var steps = steps(places, counted.watermark());
            var more = steps.size() > size;
            var shown = more ? steps.subList(0, size) : steps;
            return new Page(
                    counted.watermark(),
                    sums,
                    List.copyOf(shown),
                    more ? shown.getLast().entry().id() : null);
        }

        /** The places up to the one with which a page and one entry more are sure to be full. */
        private List<Place> enough(List<Place> places) {
            var sure = 0L;
            for (var i = 0; i < places.size(); i++) {
                sure += Math.max(0, places.get(i).known());
                if (sure > size) {
                    return places.subList(0, i + 1);
                }
            }
            return places;
        }

        /** Each place as itself and what stands below it, without what holds nothing. */
        private List<Place> descend(List<Place> places) {
            var superiors = places.stream().filter(place -> !place.own()).toList();
            var children = store.children(
                    superiors.stream().map(Place::organization).toList(),
                    superiors.stream().map(Place::since).toList(),
                    superiors.stream().map(Place::until).toList(),
                    question.since(),
                    question.last());
            var counts = counters.counts(
                    children.stream().map(TrailStore.Child::organization).collect(Collectors.toSet()),
                    question.facts(),
                    question.first(),
                    question.last());
            var byStretch = children.stream().collect(Collectors.groupingBy(TrailStore.Child::stretch));
            var found = new ArrayList<Found>();
            var stretch = 0;
            for (var place : places) {
                found.add(new Found(
                        place,
                        place.own()
                                ? List.of()
                                : candidates(place, byStretch.getOrDefault(stretch++, List.of()), counts)));
            }
            var ranks = store.ranks(found.stream()
                    .flatMap(one -> one.below().stream())
                    .map(Place::organization)
                    .collect(Collectors.toSet()));
            return found.stream()
                    .flatMap(one -> one.place().own() ? Stream.of(one.place()) : below(one, ranks))
                    .filter(place -> place.known() != 0)
                    .toList();
        }

        /**
         * What may hold something, in no order; and those through which the last page went, whatever they hold. What holds nothing
         * in all the time holds nothing in a part of it.
         */
        private List<Place> candidates(Place place, List<TrailStore.Child> children, Map<OrganizationId, Long> counts) {
            var candidates = new ArrayList<Place>();
            for (var child : children) {
                var whole = place.whole() && !child.elsewhere();
                var atMost = counts.getOrDefault(child.organization(), 0L);
                var known = whole || atMost == 0 ? atMost : -1;
                if (known != 0 || way.contains(child.organization())) {
                    candidates.add(new Place(
                            child.organization(),
                            child.since() == null ? place.since() : child.since(),
                            child.until() == null ? place.until() : child.until(),
                            whole,
                            known,
                            false,
                            false));
                }
            }
            return candidates;
        }

        private Stream<Place> below(Found found, Map<OrganizationId, TrailStore.Rank> ranks) {
            var place = found.place();
            var own = place.known();
            for (var child : found.below()) {
                own = own < 0 || child.known() < 0 ? -1 : own - child.known();
            }
            var below = found.below().stream()
                    .sorted(Comparator.comparing(
                                    (Place child) -> rank(ranks, child).code())
                            .thenComparing(Place::since))
                    .map(child -> rank(ranks, child).superior() ? child : child.asOwn(child.known()))
                    .toList();
            return place.resumed() ? resumed(place, below) : Stream.concat(Stream.of(place.asOwn(own)), below.stream());
        }

        private static TrailStore.Rank rank(Map<OrganizationId, TrailStore.Rank> ranks, Place place) {
            return Objects.requireNonNull(ranks.get(place.organization()));
        }

        /** Without what the pages before have shown. */
        private Stream<Place> resumed(Place place, List<Place> below) {
            var depth = way.indexOf(place.organization());
            if (depth == way.size() - 1) {
                return Stream.concat(Stream.of(place.asOwn(-1)), below.stream());
            }
            var next = way.get(depth + 1);
            var day = question.lasting()
                    ? question.last()
                    : Objects.requireNonNull(last).occurredOn();
            for (var i = 0; i < below.size(); i++) {
                var child = below.get(i);
                if (child.organization().equals(next) && !day.isBefore(child.since()) && !day.isAfter(child.until())) {
                    var here = new Place(
                            child.organization(), child.since(), child.until(), child.whole(), -1, child.own(), true);
                    return Stream.concat(Stream.of(here), below.stream().skip(i + 1));
                }
            }
            throw new NoSuchElementException("No such page: " + after);
        }

        private List<Step> steps(List<Place> places, long watermark) {
            var stretches = places.stream().flatMap(this::stretches).toList();
            var steps = new ArrayList<Step>();
            for (var from = 0; from < stretches.size() && steps.size() <= size; from += STRETCHES_AT_ONCE) {
                steps.addAll(store.steps(
                        stretches.subList(from, Math.min(from + STRETCHES_AT_ONCE, stretches.size())),
                        question.facts().cells(),
                        question.lasting(),
                        question.last(),
                        watermark,
                        size + 1 - steps.size()));
            }
            return steps;
        }

        private Stream<TrailStore.Stretch> stretches(Place place) {
            var since = question.lasting() ? question.earliest() : place.since();
            var until = place.until().plusDays(1);
            if (!place.resumed()) {
                return measures.stream()
                        .map(measure -> new TrailStore.Stretch(place.organization(), measure, since, until, 0));
            }
            var ended = Objects.requireNonNull(last);
            return measures.stream()
                    .skip(measures.indexOf(ended.measure()))
                    .map(measure -> measure == ended.measure()
                            ? new TrailStore.Stretch(
                                    place.organization(),
                                    measure,
                                    since,
                                    ended.occurredOn(),
                                    Objects.requireNonNull(after))
                            : new TrailStore.Stretch(place.organization(), measure, since, until, 0));
        }

        private long count(Sums sums) {
            return sums.count(question.facts());
        }
    }
}
