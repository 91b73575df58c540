package io.gongkai.catalog.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.catalog.Catalogs;
import io.gongkai.document.TableFile;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The county's guidelines: which there are, and issuing one from an uploaded table. */
@Controller
class GuidelinePages {

    private final Catalogs catalogs;
    private final Organizations organizations;
    private final Authority authority;

    GuidelinePages(Catalogs catalogs, Organizations organizations, Authority authority) {
        this.catalogs = catalogs;
        this.organizations = organizations;
        this.authority = authority;
    }

    @GetMapping("/work/guidelines")
    @Requires(Permission.READ_WORK)
    ModelAndView list(Actor actor) {
        return list(actor, "", "", Set.of(), List.of(), null);
    }

    @PostMapping("/work/guidelines")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView issue(
            @RequestParam String issuer,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(required = false) @Nullable Set<OrganizationKind> kinds,
            @RequestParam MultipartFile file,
            Actor actor)
            throws IOException {
        var chosen = kinds == null ? Set.<OrganizationKind>of() : kinds;
        var at = organizations
                .find(issuer)
                .orElseThrow(() -> new java.util.NoSuchElementException("No organization " + issuer));
        authority.require(actor.id(), Permission.WRITE_CATALOG, at.id());
        return switch (TableFile.read(String.valueOf(file.getOriginalFilename()), file.getBytes())) {
            case Outcome.Refused<List<TableRow>>(var refusals) -> list(actor, issuer, title, chosen, refusals, null);
            case Outcome.Done<List<TableRow>>(var rows) -> {
                var report = catalogs.issueGuideline(at.id(), title, chosen, rows, actor.id());
                yield report.rejected().isEmpty()
                        ? new ModelAndView("redirect:/work/guidelines")
                        : list(actor, issuer, title, chosen, List.of(), report);
            }
        };
    }

    @GetMapping("/work/guidelines/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID id, Actor actor) {
        var guideline = catalogs.guideline(id);
        var mayRead = actor.where(Permission.READ_WORK).stream()
                .anyMatch(seat -> organizations.path(seat).contains(guideline.issuer())
                        || organizations.path(guideline.issuer()).contains(seat));
        if (!mayRead) {
            authority.require(actor.id(), Permission.READ_WORK, guideline.issuer());
        }
        return new ModelAndView("catalog/guideline")
                .addObject("guideline", guideline)
                .addObject("issuer", organizations.get(guideline.issuer()).name())
                .addObject("groups", VersionView.groups(catalogs.guidelineEntries(id)));
    }

    private ModelAndView list(
            Actor actor,
            String issuer,
            String title,
            Collection<OrganizationKind> kinds,
            List<Refusal> refusals,
            @Nullable ImportReport report) {
        var issuers = actor.where(Permission.READ_WORK).stream()
                .flatMap(seat -> organizations.path(seat).stream())
                .collect(Collectors.<OrganizationId>toSet());
        var form = new GuidelineForm(
                actor.where(Permission.WRITE_CATALOG).stream()
                        .map(organizations::get)
                        .filter(organization ->
                                !organizations.children(organization.id()).isEmpty())
                        .toList(),
                issuer,
                title,
                List.copyOf(kinds),
                refusals,
                report);
        return new ModelAndView(
                        "catalog/guidelines",
                        refusals.isEmpty() && report == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("guidelines", catalogs.guidelinesOf(issuers))
                .addObject("form", form);
    }
}
