package io.gongkai.organization;

import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import io.gongkai.shared.TableRow;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door to the organizations: reading the tree, establishing, their facilities and leading groups. What changes the
 * tree that stands goes through {@link TreeChanges}.
 *
 * <p>Nothing here asks who is asking: {@code account} lies above, so whoever calls has asked the authority.
 */
@Service
public class Organizations {

    static final int PLACE_LENGTH = 200;
    static final int POST_LENGTH = 40;
    static final int DUTIES_LENGTH = 400;
    static final int MOST_POSTS = 60;

    /** A new organization; {@code parent} null only for the top of a county. */
    public record New(
            String code,
            String name,
            OrganizationKind kind,
            OrganizationForm form,
            @Nullable OrganizationId parent,
            @Nullable String divisionCode,
            LocalDate validFrom) {}

    /**
     * A filter for lists; null components do not filter.
     *
     * @param under it and everything below it
     * @param words part of the name, or the beginning of the code
     */
    public record Filter(
            @Nullable OrganizationId under,
            @Nullable OrganizationKind kind,
            @Nullable String words) {}

    /**
     * Which organization a code means, and when it exists.
     *
     * @param validUntil first day without it, null while it stands
     * @param within whether it hangs today below the organization that was asked about, or is it
     */
    public record Found(
            OrganizationId id,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            boolean within) {}

    private final OrganizationStore store;
    private final Paths paths;
    private final OrganizationImport imports;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Organizations(
            OrganizationStore store,
            Paths paths,
            OrganizationImport imports,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.paths = paths;
        this.imports = imports;
        this.events = events;
        this.clock = clock;
    }

    /** As it stands today; empty when there is none of that code now. */
    public Optional<Organization> find(String code) {
        return store.find(code, today());
    }

    /** As it stands today, or as it last stood or first will: codes are never used again, so old links keep their meaning. */
    public Optional<Organization> findEver(String code) {
        return store.findEver(code, today());
    }

    /** Those of many codes that stand today, by code. */
    public Map<String, Found> found(Collection<String> codes, OrganizationId within) {
        return store.found(codes, within, today());
    }

    /** As it stands today, or as it last stood; the id must exist. */
    public Organization get(OrganizationId id) {
        return get(id, today());
    }

    /** As it stood on the day, or as it last stood before it, or first stood after it; the id must exist. */
    public Organization get(OrganizationId id, LocalDate day) {
        return store.find(id, day).orElseThrow(() -> new NoSuchElementException("No organization " + id));
    }

    /** Those of the ids that exist, in order of code. */
    public List<Organization> all(Collection<OrganizationId> ids) {
        return store.all(ids, today());
    }

    /** The same, and the tops of the trees in which they stand. */
    public List<Organization> allWithTops(Collection<OrganizationId> ids) {
        return store.allWithTops(ids, today());
    }

    /**
     * Those that were ever called so, at or ever below an organization: an old paper knows an old name. At most some twenty, in
     * order of code.
     */
    public List<Organization> everNamed(OrganizationId within, String name) {
        return store.all(store.everNamed(within, name.strip()), today());
    }

    public List<Organization> children(OrganizationId parent) {
        return store.children(parent, today());
    }

    /** How many stand below it today, at any distance. */
    public int countBelow(OrganizationId id) {
        return store.countBelow(List.of(id), today());
    }

    /** The same for many at once; without those that have nothing below them. */
    public Map<OrganizationId, Integer> countsBelow(Collection<OrganizationId> ids) {
        return store.countsBelow(ids, today());
    }

    /** The tops of the trees: one county, several in the demonstration. */
    public List<Organization> roots() {
        return store.roots(today());
    }

    /** In order of code, keyset-paged by {@code cursor}. */
    public Slice<Organization> list(Filter filter, int size, @Nullable String cursor) {
        var limit = Math.clamp(size, 1, 1000);
        var found = store.list(filter, today(), cursor, limit + 1);
        return found.size() <= limit
                ? new Slice<>(found, null)
                : new Slice<>(found.subList(0, limit), found.get(limit - 1).code());
    }

    /** Ids from the top down to and including the organization today; cached, so cheap on every check. */
    public List<OrganizationId> path(OrganizationId id) {
        return paths.path(id, today());
    }

    public boolean isWithin(OrganizationId id, OrganizationId ancestor) {
        return path(id).contains(ancestor);
    }

    /** What was done to it, the latest first. */
    public List<RecordedChange> history(OrganizationId id) {
        return store.history(id);
    }

    /**
     * What moved into or out of an organization, changed its kind below it, began as a part of something or ceased, in some days;
     * the latest first, at most {@code limit}. Moves within it are not among them: they change none of its own figures.
     */
    public List<ChangedUnit> placedAnew(OrganizationId id, LocalDate first, LocalDate last, int limit) {
        return store.placedAnew(id, first, last, limit);
    }

    public Optional<Division> division(String code) {
        return store.division(code);
    }

    public List<Division> divisionsBelow(String parentCode) {
        return store.divisionsBelow(parentCode);
    }

    // ---- establishing

    @Transactional
    public Outcome<Organization> establish(New organization) {
        return establish(organization, null);
    }

    /** Brings an organization into being, or says everything that stands against it. */
    @Transactional
    public Outcome<Organization> establish(New organization, @Nullable PersonId by) {
        store.lockTree();
        var grounds = Founding.groundsAgainst(store, List.of(organization), today());
        return grounds.isEmpty()
                ? Outcome.done(found(List.of(organization), by).getFirst())
                : Outcome.refused(grounds.getOrDefault(0, List.of()));
    }

    /**
     * Brings many into being at once, all or none; answered in the order given. Superiors must stand already, so a county is
     * established level by level. Fields of refusals are {@code [i].code} and so on.
     */
    @Transactional
    public Outcome<List<Organization>> establishAll(List<New> organizations) {
        if (organizations.isEmpty()) {
            return Outcome.done(List.of());
        }
        store.lockTree();
        var grounds = Founding.groundsAgainst(store, organizations, today());
        if (grounds.isEmpty()) {
            return Outcome.done(found(organizations, null));
        }
        var refusals = new ArrayList<Refusal>();
        new TreeMap<>(grounds)
                .forEach((i, some) -> some.forEach(refusal -> refusals.add(
                        new Refusal(refusal.code(), "[%d].%s".formatted(i, refusal.field()), refusal.details()))));
        return Outcome.refused(refusals);
    }

    private List<Organization> found(List<New> organizations, @Nullable PersonId by) {
        return imports.found(organizations, by);
    }

    /** Takes over all rows or none. Headings: code, name, kind, form, parentCode, divisionCode, validFrom. */
    @Transactional
    public ImportReport importRows(List<TableRow> rows, OrganizationId within) {
        return importRows(rows, within, null);
    }

    /**
     * Takes over all rows or none. Headings: code, name, kind, form, parentCode, divisionCode, validFrom. Kinds and forms
     * are given by their names or by the words that the pages show. Superiors may come later in the same table; those that
     * do not must hang below {@code within} (or be it).
     */
    @Transactional
    public ImportReport importRows(List<TableRow> rows, OrganizationId within, @Nullable PersonId by) {
        store.lockTree();
        return imports.take(rows, within, by);
    }

    // ---- facilities

    /** Those that stand today. */
    public List<Facility> facilities(OrganizationId organization) {
        return store.facilities(List.of(organization), today());
    }

    /** Those that stand today, of many at once; without those that have none. */
    public Map<OrganizationId, List<Facility>> facilities(Collection<OrganizationId> some) {
        return store.facilities(some, today()).stream().collect(Collectors.groupingBy(Facility::organization));
    }

    /** Also those that are gone, and those that are to come. */
    public List<Facility> facilitiesEver(OrganizationId organization) {
        return store.facilities(organization);
    }

    @Transactional
    public Outcome<Facility> openFacility(
            OrganizationId organization, FacilityKind kind, String name, String place, LocalDate from) {
        return openFacility(organization, kind, name, place, from, null);
    }

    @Transactional
    public Outcome<Facility> openFacility(
            OrganizationId organization,
            FacilityKind kind,
            String name,
            String place,
            LocalDate from,
            @Nullable PersonId by) {
        store.lockTree();
        var refusals = new ArrayList<Refusal>();
        refusals.addAll(Founding.groundsAgainstName(name));
        refusals.addAll(Founding.groundsAgainstText(place, PLACE_LENGTH, true, "place"));
        refusals.addAll(groundsAgainstDay(get(organization), from, "from"));
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var facility = store.insertFacility(organization, kind, name.strip(), place.strip(), from);
        store.note(organization, ChangeKind.FACILITY_OPENED, from, by, clock.instant(), kind.name(), facility.name());
        events.publishEvent(new FacilityOpened(facility));
        return Outcome.done(facility);
    }

    /**
     * Opens all facilities of a table or none. Headings: organizationCode, facilityKind, name, place, validFrom. Kinds are
     * given by their names or by the words that the pages show; organizations must hang below {@code within} (or be it).
     */
    @Transactional
    public ImportReport importFacilityRows(List<TableRow> rows, OrganizationId within, @Nullable PersonId by) {
        store.lockTree();
        var rejected = new ArrayList<ImportReport.RejectedRow>();
        var facilities = imports.readFacilities(rows, within, rejected);
        if (!rejected.isEmpty()) {
            return new ImportReport(rows.size(), 0, rejected);
        }
        for (var facility : facilities) {
            openFacility(
                            facility.organization(),
                            facility.kind(),
                            facility.name(),
                            facility.place(),
                            facility.from(),
                            by)
                    .orThrow();
        }
        return new ImportReport(rows.size(), rows.size(), List.of());
    }

    private Facility locked(UUID id) {
        return store.lockFacility(id).orElseThrow(() -> new NoSuchElementException("No facility " + id));
    }

    /** @param on first day without it */
    @Transactional
    public Outcome<Facility> closeFacility(UUID id, LocalDate on, @Nullable PersonId by) {
        var facility = locked(id);
        var refusals = groundsAgainstEnd(facility.validFrom(), facility.validUntil(), on, "on");
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var closed = store.closeFacility(id, on);
        store.note(
                closed.organization(),
                ChangeKind.FACILITY_CLOSED,
                on,
                by,
                clock.instant(),
                closed.kind().name(),
                closed.name());
        events.publishEvent(new FacilityClosed(closed));
        return Outcome.done(closed);
    }

    // ---- leading groups

    /** The one that stands today, else one that is to be formed. */
    public Optional<LeadingGroup> leadingGroup(OrganizationId organization) {
        return store.group(organization, today());
    }

    @Transactional
    public Outcome<LeadingGroup> formLeadingGroup(
            OrganizationId organization, String name, LocalDate from, List<LeadingGroup.Post> posts) {
        return formLeadingGroup(organization, name, from, posts, null);
    }

    @Transactional
    public Outcome<LeadingGroup> formLeadingGroup(
            OrganizationId organization,
            String name,
            LocalDate from,
            List<LeadingGroup.Post> posts,
            @Nullable PersonId by) {
        store.lockTree();
        var refusals = new ArrayList<Refusal>();
        refusals.addAll(Founding.groundsAgainstName(name));
        refusals.addAll(groundsAgainstDay(get(organization), from, "from"));
        refusals.addAll(groundsAgainstPosts(posts));
        store.group(organization, from)
                .ifPresent(group -> refusals.add(Refusal.of("organization.group.exists", group.name())));
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var id = store.insertGroup(organization, name.strip(), from);
        store.replacePosts(id, from, posts);
        store.note(organization, ChangeKind.GROUP_FORMED, from, by, clock.instant(), null, name.strip());
        var group = store.lockGroup(id, from).orElseThrow();
        events.publishEvent(new LeadingGroupFormed(group));
        return Outcome.done(group);
    }

    /** Other posts or other people from the day on; earlier ones stay on record. */
    @Transactional
    public Outcome<LeadingGroup> changePosts(
            UUID group, LocalDate on, List<LeadingGroup.Post> posts, @Nullable PersonId by) {
        var before = lockedGroup(group, on);
        var refusals = new ArrayList<Refusal>();
        refusals.addAll(groundsAgainstPosts(posts));
        if (before.validUntil() != null) {
            refusals.add(Refusal.at("on", "organization.end.already", before.validUntil()));
        }
        if (on.isBefore(before.validFrom())) {
            refusals.add(Refusal.at("on", "organization.end.early", before.validFrom()));
        }
        store.lastPostChange(group)
                .filter(last -> last.isAfter(on))
                .ifPresent(last -> refusals.add(Refusal.at("on", "organization.change.later", last)));
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.replacePosts(group, on, posts);
        store.note(before.organization(), ChangeKind.POSTS_CHANGED, on, by, clock.instant(), null, before.name());
        return Outcome.done(lockedGroup(group, on));
    }

    /** @param on first day without it */
    @Transactional
    public Outcome<LeadingGroup> dissolveLeadingGroup(UUID group, LocalDate on, @Nullable PersonId by) {
        var before = lockedGroup(group, on);
        var refusals = groundsAgainstEnd(before.validFrom(), before.validUntil(), on, "on");
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.endGroup(group, on);
        store.note(before.organization(), ChangeKind.GROUP_DISSOLVED, on, by, clock.instant(), null, before.name());
        var after = lockedGroup(group, on.minusDays(1));
        events.publishEvent(new LeadingGroupDissolved(after));
        return Outcome.done(after);
    }

    private LeadingGroup lockedGroup(UUID id, LocalDate day) {
        return store.lockGroup(id, day).orElseThrow(() -> new NoSuchElementException("No leading group " + id));
    }

    private static List<Refusal> groundsAgainstPosts(List<LeadingGroup.Post> posts) {
        var refusals = new ArrayList<Refusal>();
        if (posts.isEmpty()) {
            refusals.add(Refusal.at("posts", "organization.posts.empty"));
        }
        if (posts.size() > MOST_POSTS) {
            refusals.add(Refusal.at("posts", "organization.posts.many", MOST_POSTS));
        }
        for (var i = 0; i < posts.size(); i++) {
            var post = posts.get(i);
            var field = "posts[%d].".formatted(i);
            refusals.addAll(Founding.groundsAgainstText(post.title(), POST_LENGTH, true, field + "title"));
            refusals.addAll(Founding.groundsAgainstText(post.holder(), POST_LENGTH, true, field + "holder"));
            refusals.addAll(Founding.groundsAgainstText(post.duties(), DUTIES_LENGTH, false, field + "duties"));
            refusals.addAll(Founding.groundsAgainstText(post.phone(), POST_LENGTH, false, field + "phone"));
        }
        return refusals;
    }

    private List<Refusal> groundsAgainstDay(Organization organization, LocalDate from, String field) {
        if (from.isBefore(organization.validFrom())) {
            return List.of(
                    Refusal.at(field, "organization.parent.later", organization.code(), organization.validFrom()));
        }
        if (organization.validUntil() != null) {
            return List.of(
                    Refusal.at(field, "organization.parent.ending", organization.code(), organization.validUntil()));
        }
        return from.isAfter(today().plusYears(1))
                ? List.of(Refusal.at(field, "organization.day.range", organization.validFrom(), today().plusYears(1)))
                : List.of();
    }

    private List<Refusal> groundsAgainstEnd(LocalDate from, @Nullable LocalDate until, LocalDate on, String field) {
        var refusals = new ArrayList<Refusal>();
        if (until != null) {
            refusals.add(Refusal.at(field, "organization.end.already", until));
        }
        if (!on.isAfter(from)) {
            refusals.add(Refusal.at(field, "organization.end.early", from));
        }
        if (on.isAfter(today().plusYears(1))) {
            refusals.add(Refusal.at(field, "organization.day.range", from, today().plusYears(1)));
        }
        return refusals;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
