package io.gongkai.catalog.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.CatalogStatus;
import io.gongkai.catalog.CatalogVersion;
import io.gongkai.catalog.Catalogs;
import io.gongkai.document.TableFile;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Catalogs for staff: which there are, one organization's versions, and a version on its way to the superior's file. */
@Controller
class CatalogPages {

    private static final int SHOWN = 100;

    private final Catalogs catalogs;
    private final Organizations organizations;
    private final Authority authority;
    private final Clock clock;

    CatalogPages(Catalogs catalogs, Organizations organizations, Authority authority, Clock clock) {
        this.catalogs = catalogs;
        this.organizations = organizations;
        this.authority = authority;
        this.clock = clock;
    }

    @GetMapping("/work/catalogs")
    @Requires(Permission.READ_WORK)
    ModelAndView list(@RequestParam(defaultValue = "") String q, Actor actor) {
        var words = q.length() > 60 ? q.substring(0, 60) : q;
        var shown = catalogs.newestUnder(actor.where(Permission.READ_WORK), words, SHOWN + 1);
        var without = actor.where(Permission.WRITE_CATALOG).stream()
                .filter(catalogs::isWithout)
                .map(organizations::get)
                .toList();
        return new ModelAndView("catalog/list")
                .addObject(
                        "catalogs",
                        new CatalogList(
                                catalogs.awaitingFiling(actor.where(Permission.FILE_CATALOG), SHOWN),
                                without,
                                shown.stream().limit(SHOWN).toList(),
                                words,
                                shown.size() > SHOWN));
    }

    @GetMapping("/work/catalogs/of/{code}")
    @Requires(Permission.READ_WORK)
    ModelAndView organization(@PathVariable String code, Actor actor) {
        return organization(readable(code, actor), actor, List.of(), null);
    }

    @PostMapping("/work/catalogs/of/{code}/derivations")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView derive(@PathVariable String code, @RequestParam UUID guideline, Actor actor) {
        var organization = readable(code, actor);
        return started(catalogs.derive(organization.id(), guideline, actor.id()), organization, actor);
    }

    @PostMapping("/work/catalogs/of/{code}/revisions")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView revise(@PathVariable String code, Actor actor) {
        var organization = readable(code, actor);
        return started(catalogs.revise(organization.id(), actor.id()), organization, actor);
    }

    @PostMapping("/work/catalogs/of/{code}/imports")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView importRows(@PathVariable String code, @RequestParam MultipartFile file, Actor actor)
            throws IOException {
        var organization = readable(code, actor);
        return switch (TableFile.read(String.valueOf(file.getOriginalFilename()), file.getBytes())) {
            case Outcome.Refused<List<TableRow>>(var refusals) -> organization(organization, actor, refusals, null);
            case Outcome.Done<List<TableRow>>(var rows) -> {
                var report = catalogs.importRows(organization.id(), rows, actor.id());
                yield report.rejected().isEmpty()
                        ? new ModelAndView("redirect:/work/catalogs/"
                                + catalogs.versions(organization.id())
                                        .getFirst()
                                        .id())
                        : organization(organization, actor, List.of(), report);
            }
        };
    }

    @GetMapping("/work/catalogs/{version}")
    @Requires(Permission.READ_WORK)
    ModelAndView version(@PathVariable UUID version, Actor actor) {
        return version(version, actor, List.of(), "", "");
    }

    /** Where the evidence of a return leads. */
    @GetMapping("/work/catalogs/versions/{version}")
    @Requires(Permission.READ_WORK)
    String evidence(@PathVariable UUID version) {
        return "redirect:/work/catalogs/" + version;
    }

    @GetMapping("/work/catalogs/{version}/differences")
    @Requires(Permission.READ_WORK)
    ModelAndView differences(@PathVariable UUID version, @RequestParam UUID against, Actor actor) {
        var after = readable(version, actor);
        var before = readable(against, actor);
        if (!after.organization().equals(before.organization())) {
            throw new NoSuchElementException("Versions of two organizations: " + version + ", " + against);
        }
        return new ModelAndView("catalog/differences")
                .addObject("organization", organizations.get(after.organization()))
                .addObject("before", before)
                .addObject("after", after)
                .addObject("difference", catalogs.differences(against, version));
    }

    @PostMapping("/work/catalogs/{version}/discarding")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView discard(@PathVariable UUID version, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return switch (catalogs.discard(version, reason, actor.id())) {
            case Outcome.Done<CatalogVersion> _ -> to(version);
            case Outcome.Refused<CatalogVersion>(var refusals) -> version(version, actor, refusals, reason, "");
        };
    }

    @PostMapping("/work/catalogs/{version}/submission")
    @Requires(Permission.SUBMIT_CATALOG)
    ModelAndView submit(@PathVariable UUID version, Actor actor) {
        return switch (catalogs.submit(version, actor.id())) {
            case Outcome.Done<CatalogVersion> _ -> to(version);
            case Outcome.Refused<CatalogVersion>(var refusals) -> version(version, actor, refusals, "", "");
        };
    }

    @PostMapping("/work/catalogs/{version}/filing")
    @Requires(Permission.FILE_CATALOG)
    ModelAndView file(@PathVariable UUID version, @RequestParam(defaultValue = "") String effectiveOn, Actor actor) {
        LocalDate day;
        try {
            day = LocalDate.parse(effectiveOn);
        } catch (DateTimeException e) {
            // A day that is none is as far from being today or later as any day past, and refused beside its field.
            day = LocalDate.EPOCH;
        }
        return switch (catalogs.file(version, day, actor.id())) {
            case Outcome.Done<CatalogVersion> _ -> to(version);
            case Outcome.Refused<CatalogVersion>(var refusals) -> version(version, actor, refusals, "", effectiveOn);
        };
    }

    @PostMapping("/work/catalogs/{version}/return")
    @Requires(Permission.FILE_CATALOG)
    ModelAndView sendBack(@PathVariable UUID version, @RequestParam(defaultValue = "") String remark, Actor actor) {
        return switch (catalogs.sendBack(version, remark, actor.id())) {
            case Outcome.Done<CatalogVersion> _ -> to(version);
            case Outcome.Refused<CatalogVersion>(var refusals) -> version(version, actor, refusals, remark, "");
        };
    }

    @GetMapping("/work/catalogs/{version}/entries/new")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView newEntry(@PathVariable UUID version, Actor actor) {
        return entry(readable(version, actor), null, EntryForm.empty(), List.of(), List.of(), "", actor);
    }

    @PostMapping("/work/catalogs/{version}/entries")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView addEntry(@PathVariable UUID version, EntryForm form, Actor actor) {
        var typed = form.entry(UUID.randomUUID(), UUID.randomUUID());
        return switch (catalogs.save(version, typed, actor.id())) {
            case Outcome.Done<CatalogEntry>(var saved) -> to(version, saved);
            case Outcome.Refused<CatalogEntry>(var refusals) ->
                entry(readable(version, actor), null, form, refusals, List.of(), "", actor);
        };
    }

    @GetMapping("/work/catalogs/{version}/entries/{entry}")
    @Requires(Permission.READ_WORK)
    ModelAndView entry(@PathVariable UUID version, @PathVariable UUID entry, Actor actor) {
        var present = present(version, entry, actor);
        return entry(readable(version, actor), present, EntryForm.of(present), List.of(), List.of(), "", actor);
    }

    @PostMapping("/work/catalogs/{version}/entries/{entry}")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView saveEntry(@PathVariable UUID version, @PathVariable UUID entry, EntryForm form, Actor actor) {
        var present = present(version, entry, actor);
        return switch (catalogs.save(version, form.entry(present.id(), present.item()), actor.id())) {
            case Outcome.Done<CatalogEntry>(var saved) -> to(version, saved);
            case Outcome.Refused<CatalogEntry>(var refusals) ->
                entry(readable(version, actor), present, form, refusals, List.of(), "", actor);
        };
    }

    @PostMapping("/work/catalogs/{version}/entries/{entry}/not-applicable")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView markNotApplicable(
            @PathVariable UUID version,
            @PathVariable UUID entry,
            @RequestParam(defaultValue = "") String naReason,
            Actor actor) {
        var present = present(version, entry, actor);
        return switch (catalogs.markNotApplicable(version, entry, naReason, actor.id())) {
            case Outcome.Done<CatalogEntry>(var saved) -> to(version, saved);
            case Outcome.Refused<CatalogEntry>(var refusals) ->
                entry(readable(version, actor), present, EntryForm.of(present), List.of(), refusals, naReason, actor);
        };
    }

    @PostMapping("/work/catalogs/{version}/entries/{entry}/removal")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView remove(@PathVariable UUID version, @PathVariable UUID entry, Actor actor) {
        var present = present(version, entry, actor);
        return switch (catalogs.remove(version, entry, actor.id())) {
            case Outcome.Done<CatalogEntry> _ -> to(version);
            case Outcome.Refused<CatalogEntry>(var refusals) ->
                entry(readable(version, actor), present, EntryForm.of(present), refusals, List.of(), "", actor);
        };
    }

    private ModelAndView started(Outcome<CatalogVersion> outcome, Organization organization, Actor actor) {
        return switch (outcome) {
            case Outcome.Done<CatalogVersion>(var version) -> to(version.id());
            case Outcome.Refused<CatalogVersion>(var refusals) -> organization(organization, actor, refusals, null);
        };
    }

    private ModelAndView organization(
            Organization organization, Actor actor, List<Refusal> refusals, @Nullable ImportReport report) {
        var view = new OrganizationCatalogs(
                organization,
                catalogs.versions(organization.id()),
                catalogs.guidelinesFor(organization.id()),
                authority.may(actor.id(), Permission.WRITE_CATALOG, organization.id()),
                refusals,
                report);
        return new ModelAndView(
                        "catalog/organization",
                        refusals.isEmpty() && report == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("catalogs", view);
    }

    private ModelAndView version(UUID id, Actor actor, List<Refusal> refusals, String remark, String effectiveOn) {
        var version = readable(id, actor);
        var organization = version.organization();
        var before = catalogs.versions(organization).stream()
                .filter(other -> other.number() < version.number() && other.status() != CatalogStatus.DISCARDED)
                .findFirst()
                .orElse(null);
        var view = new VersionView(
                organizations.get(organization),
                version,
                catalogs.entries(id),
                catalogs.steps(id),
                before,
                authority.may(actor.id(), Permission.WRITE_CATALOG, organization),
                authority.may(actor.id(), Permission.SUBMIT_CATALOG, organization),
                authority.may(actor.id(), Permission.FILE_CATALOG, catalogs.filerOf(organization)),
                authority.may(actor.id(), Permission.WRITE_DISCLOSURE, organization),
                refusals,
                remark,
                effectiveOn.isEmpty() ? LocalDate.now(clock).toString() : effectiveOn);
        return new ModelAndView(
                        "catalog/version", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("catalog", view);
    }

    private ModelAndView entry(
            CatalogVersion version,
            @Nullable CatalogEntry entry,
            EntryForm form,
            List<Refusal> refusals,
            List<Refusal> naRefusals,
            String naReason,
            Actor actor) {
        var view = new EntryView(
                organizations.get(version.organization()),
                version,
                entry,
                version.status() == CatalogStatus.DRAFT
                        && authority.may(actor.id(), Permission.WRITE_CATALOG, version.organization()),
                form,
                refusals,
                naRefusals.stream()
                        .map(refusal -> new Refusal(refusal.code(), "naReason", refusal.details()))
                        .toList(),
                naReason);
        return new ModelAndView(
                        "catalog/entry",
                        refusals.isEmpty() && naRefusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("view", view);
    }

    private CatalogEntry present(UUID version, UUID entry, Actor actor) {
        readable(version, actor);
        return catalogs.entries(version).stream()
                .filter(present -> present.id().equals(entry))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No entry " + entry + " in " + version));
    }

    private CatalogVersion readable(UUID version, Actor actor) {
        var found = catalogs.version(version);
        requireReadable(found.organization(), actor);
        return found;
    }

    private Organization readable(String code, Actor actor) {
        var organization =
                organizations.findEver(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
        requireReadable(organization.id(), actor);
        return organization;
    }

    private void requireReadable(OrganizationId organization, Actor actor) {
        authority.require(actor.id(), Permission.READ_WORK, organization);
    }

    private static ModelAndView to(UUID version) {
        return new ModelAndView("redirect:/work/catalogs/" + version);
    }

    private static ModelAndView to(UUID version, CatalogEntry entry) {
        return new ModelAndView("redirect:/work/catalogs/%s#e-%d".formatted(version, entry.no()));
    }
}
