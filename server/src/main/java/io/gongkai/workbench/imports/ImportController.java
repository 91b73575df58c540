package io.gongkai.workbench.imports;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The imports' pages: choose what and for whom, upload, watch, read what was wrong. */
@Controller
class ImportController {

    private final Imports imports;
    private final Organizations organizations;

    ImportController(Imports imports, Organizations organizations) {
        this.imports = imports;
        this.organizations = organizations;
    }

    @GetMapping("/work/imports")
    @Requires({Permission.IMPORT, Permission.MANAGE_ACCOUNTS})
    ModelAndView index(Actor actor) {
        return form(HttpStatus.OK, actor, "", "", List.of());
    }

    @PostMapping("/work/imports")
    @Requires({Permission.IMPORT, Permission.MANAGE_ACCOUNTS})
    ModelAndView upload(
            Actor actor,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(required = false) MultipartFile file)
            throws IOException {
        var chosen = ImportKind.of(kind);
        var found = organizations.find(organization.strip());
        var refusals = new java.util.ArrayList<Refusal>();
        if (chosen.isEmpty()) {
            refusals.add(Refusal.at("kind", "import.chooseKind"));
        }
        if (found.isEmpty()) {
            refusals.add(Refusal.at("organization", "import.noSuchOrganization", organization));
        }
        if (file == null || file.isEmpty()) {
            refusals.add(Refusal.at("file", "table.empty"));
        }
        if (file == null || chosen.isEmpty() || found.isEmpty() || !refusals.isEmpty()) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT, actor, kind, organization, refusals);
        }
        var name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        return switch (imports.start(chosen.get(), found.get(), name, file.getBytes(), actor)) {
            case Outcome.Done<ImportJob>(var job) -> new ModelAndView("redirect:/work/imports/" + job.id());
            case Outcome.Refused<ImportJob>(var grounds) ->
                form(HttpStatus.UNPROCESSABLE_CONTENT, actor, kind, organization, grounds);
        };
    }

    @GetMapping("/work/imports/{importId}")
    @Requires({Permission.IMPORT, Permission.MANAGE_ACCOUNTS})
    ModelAndView show(@PathVariable UUID importId, Actor actor) {
        var job = imports.get(importId, actor);
        return new ModelAndView("workbench/imports/show")
                .addObject("job", job)
                .addObject("organization", organizations.get(job.organization()).name());
    }

    /** An empty table with the right headings, as Excel opens it (UTF-8 with mark). */
    @GetMapping("/work/imports/headings/{kind}.csv")
    @Requires({Permission.IMPORT, Permission.MANAGE_ACCOUNTS})
    ResponseEntity<byte[]> headings(@PathVariable String kind) {
        var chosen = ImportKind.of(kind).orElseThrow(() -> new NoSuchElementException("import kind " + kind));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(chosen.path() + ".csv")
                                .build()
                                .toString())
                .body(("\uFEFF" + String.join(",", chosen.headings()) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private ModelAndView form(
            HttpStatus status, Actor actor, String kind, String organization, List<Refusal> refusals) {
        return new ModelAndView("workbench/imports/index", status)
                .addObject("jobs", imports.of(actor))
                .addObject(
                        "kinds",
                        Arrays.stream(ImportKind.values())
                                .filter(candidate -> actor.holds(candidate.permission()))
                                .toList())
                .addObject("kind", kind)
                .addObject("organization", organization.isEmpty() ? ownCode(actor) : organization)
                .addObject("refusals", refusals);
    }

    private String ownCode(Actor actor) {
        return actor.appointments().stream()
                .findFirst()
                .map(appointment -> organizations.get(appointment.organization()))
                .map(Organization::code)
                .orElse("");
    }
}
