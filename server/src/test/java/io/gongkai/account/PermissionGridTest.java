package io.gongkai.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which role permits what, drawn so that the county's office can read and correct it. */
class PermissionGridTest {

    private static final String GRID = """
             1 CLERK
             2 SECRECY_REVIEWER
             3 PRIVACY_REVIEWER
             4 APPROVER
             5 PUBLISHER
             6 BOARD_KEEPER
             7 RECEPTIONIST
             8 SUPERVISOR
             9 INSPECTOR
            10 STATISTICIAN
            11 MEMBER
            12 RESIDENT
            13 SYSTEM_ADMIN
            14 SECURITY_ADMIN
            15 AUDIT_ADMIN

                                1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
            READ_WORK           x  x  x  x  x  x  x  x  x  x  .  .  .  .  .
            READ_INNER          x  x  x  x  x  x  x  x  x  x  x  .  .  .  .
            READ_LOCAL          .  .  .  .  .  .  .  .  .  .  .  x  .  .  .
            WRITE_CATALOG       x  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            SUBMIT_CATALOG      .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            FILE_CATALOG        .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            WRITE_DISCLOSURE    x  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            REVIEW_SECRECY      .  x  .  .  .  .  .  .  .  .  .  .  .  .  .
            REVIEW_PRIVACY      .  .  x  .  .  .  .  .  .  .  .  .  .  .  .
            REVIEW_ACCURACY     .  x  x  .  .  .  .  .  .  .  .  .  .  .  .
            APPROVE_DISCLOSURE  .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            PUBLISH_DISCLOSURE  .  .  .  x  x  .  .  .  .  .  .  .  .  .  .
            RECORD_DELIVERY     x  .  .  .  x  x  .  .  .  .  .  .  .  .  .
            RECORD_FACT         x  .  .  .  .  .  x  .  x  x  .  .  .  .  .
            PREPARE_RETURN      x  .  .  .  .  .  .  .  .  x  .  .  .  .  .
            SIGN_RETURN         .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            EXTEND_DUTY         x  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            HANDLE_REQUEST      x  .  .  .  .  .  x  .  .  .  .  .  .  .  .
            DECIDE_REQUEST      .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            RECEIVE_OPINION     x  .  .  .  .  .  x  .  .  .  .  .  .  .  .
            HANDLE_OPINION      x  .  .  .  .  .  x  .  .  .  .  .  .  .  .
            COUNTERSIGN         .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            RUN_SURVEY          x  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            KEY_ANSWERS         x  .  .  .  .  .  x  .  .  x  .  .  .  .  .
            RELEASE_RESULT      .  .  .  x  .  .  .  .  .  .  .  .  .  .  .
            WRITE_ORGANIZATION  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            IMPORT              x  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            MANAGE_CALENDAR     .  .  .  .  .  .  .  .  .  .  .  .  x  .  .
            MANAGE_FORMS        .  .  .  .  .  .  .  .  .  .  .  .  x  .  .
            READ_SYSTEM         .  .  .  .  .  .  .  .  .  .  .  .  x  .  .
            MANAGE_MESSAGES     .  .  .  .  .  .  .  .  .  .  .  .  x  .  .
            WRITE_TEMPLATE      x  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            MANAGE_ACCOUNTS     .  .  .  .  .  .  .  .  .  .  .  .  .  x  .
            READ_AUDIT          .  .  .  .  .  .  .  .  .  .  .  .  .  .  x
            """;

    @Test
    void theGridIsAsDrawn() {
        assertThat(drawn()).isEqualTo(GRID);
    }

    private static String drawn() {
        var width = Arrays.stream(Permission.values())
                .mapToInt(permission -> permission.name().length())
                .max()
                .orElseThrow();
        var numbers = Arrays.stream(Role.values())
                .map(role -> "%2d".formatted(role.ordinal() + 1))
                .collect(Collectors.joining(" "));
        var legend = Arrays.stream(Role.values())
                .map(role -> "%2d %s\n".formatted(role.ordinal() + 1, role))
                .collect(Collectors.joining());
        var rows = Arrays.stream(Permission.values())
                .map(permission -> ("%-" + width + "s ").formatted(permission) + marks(permission) + "\n")
                .collect(Collectors.joining());
        return legend + "\n" + " ".repeat(width + 1) + numbers + "\n" + rows;
    }

    private static String marks(Permission permission) {
        return Arrays.stream(Role.values())
                .map(role -> role.permits(permission) ? " x" : " .")
                .collect(Collectors.joining(" "));
    }
}
