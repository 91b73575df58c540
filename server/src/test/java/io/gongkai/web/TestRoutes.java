package io.gongkai.web;

import io.gongkai.account.NotPermittedException;
import io.gongkai.account.OpenToAll;
import io.gongkai.account.Requires;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Handlers that only tests know: one for everything that can go wrong, each as a page and as a call. */
@RestController
public class TestRoutes {

    /** Where all of them begin; the list of every route leaves them out. */
    public static final String PAGE = "/test/";

    public static final String API = "/api/v1/test/";

    record Body(LocalDate day) {}

    /** Forgot to say who may call it. */
    @GetMapping({PAGE + "undeclared", API + "undeclared"})
    String undeclared() {
        return "shown";
    }

    @Requires
    @GetMapping({PAGE + "staff", API + "staff"})
    String staff() {
        return "shown";
    }

    @OpenToAll
    @GetMapping({PAGE + "fails/{how}", API + "fails/{how}"})
    String fails(@PathVariable String how) {
        throw switch (how) {
            case "permission" -> new NotPermittedException("secret object 4711");
            case "state" -> new WrongStateException(Refusal.of("web.error.409.text"));
            case "version" -> new OptimisticLockingFailureException("secret table");
            case "unknown" -> new NoSuchElementException("secret id");
            case "refused" ->
                new RefusedException(List.of(
                        Refusal.at("title", "web.error.malformed", "title"),
                        Refusal.at("day", "web.error.malformed", "day")));
            case "id" -> new IllegalArgumentException("Invalid UUID string: secret");
            case "often" -> new TooManyRequestsException(Duration.ofSeconds(7));
            default -> new IllegalStateException("secret state of the program");
        };
    }

    @OpenToAll
    @GetMapping({PAGE + "typed/{id}", API + "typed/{id}"})
    String typed(@PathVariable OrganizationId id, @RequestParam LocalDate day) {
        return id + " " + day;
    }

    @OpenToAll
    @PostMapping(API + "body")
    Map<String, LocalDate> body(@RequestBody Body body) {
        return Map.of("day", body.day());
    }

    @OpenToAll
    @PostMapping(path = API + "file", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    long file(@RequestParam MultipartFile file) {
        return file.getSize();
    }

    @OpenToAll
    @GetMapping(PAGE + "broken-page")
    ModelAndView brokenPage() {
        return new ModelAndView("account/own"); // without what the template needs
    }
}
