package io.gongkai.workbench.imports;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.web.Messages;
import io.gongkai.web.Pages;
import io.gongkai.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

/** {@code POST /imports/{kind}} and {@code GET /imports/{id}} of the contract. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportApi {

    /** Largest table, in bytes: 20 MiB, as for forms. */
    private static final int LARGEST = 20 * 1024 * 1024;

    record Rejected(int row, String field, String message) {}

    record Job(
            UUID id, String kind, ImportState state, int total, int processed, int accepted, List<Rejected> rejected) {}

    private final Imports imports;
    private final Organizations organizations;
    private final Messages messages;
    private final Problems problems;

    ImportApi(Imports imports, Organizations organizations, Messages messages, Problems problems) {
        this.imports = imports;
        this.organizations = organizations;
        this.messages = messages;
        this.problems = problems;
    }

    @PostMapping(path = "/{kind}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires({Permission.IMPORT, Permission.MANAGE_ACCOUNTS})
    ResponseEntity<?> upload(
            @PathVariable String kind,
            @RequestParam String organization,
            @RequestParam MultipartFile file,
            Actor actor,
            HttpServletRequest request)
            throws IOException {
        var name = file.getOriginalFilename();
        return start(kind, organization, name == null ? "upload" : name, file.getBytes(), actor, request);
    }

    /** The bare table as the body: csv or xlsx. */
    @PostMapping("/{kind}")
    @Requires({Permission.IMPORT, Permission.MANAGE_ACCOUNTS})
    ResponseEntity<?> post(
            @PathVariable String kind,
            @RequestParam String organization,
            @RequestParam(defaultValue = "upload") String name,
            InputStream body,
            Actor actor,
            HttpServletRequest request)
            throws IOException {
        var bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new MaxUploadSizeExceededException(LARGEST);
        }
        return start(kind, organization, name, bytes, actor, request);
    }

    @GetMapping("/{importId}")
    @Requires({Permission.IMPORT, Permission.MANAGE_ACCOUNTS})
    Job get(@PathVariable UUID importId, Actor actor, HttpServletRequest request) {
        return shown(imports.get(importId, actor), request);
    }

    private ResponseEntity<?> start(
            String kind, String organization, String name, byte[] bytes, Actor actor, HttpServletRequest request) {
        var chosen = ImportKind.of(kind).orElseThrow(() -> new NoSuchElementException("import kind " + kind));
        var found = organizations
                .find(organization)
                .orElseThrow(() -> new NoSuchElementException("organization " + organization));
        return switch (imports.start(chosen, found, name, bytes, actor)) {
            case Outcome.Done<ImportJob>(var job) ->
                ResponseEntity.status(HttpStatus.ACCEPTED).body(shown(job, request));
            case Outcome.Refused<ImportJob>(var refusals) ->
                problems.of(HttpStatus.UNPROCESSABLE_CONTENT, refusals, Pages.locale(request));
        };
    }

    private Job shown(ImportJob job, HttpServletRequest request) {
        return new Job(
                job.id(),
                job.kind().path(),
                job.state(),
                job.total(),
                job.processed(),
                job.accepted(),
                job.rejected().stream()
                        .map(row -> new Rejected(
                                row.row(), row.field(), messages.text(Pages.locale(request), row.refusal())))
                        .toList());
    }
}
