package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.aws.ScriptedAws.Reply;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RDS answers at times, and the emulator never does. */
class AwsDatabaseAnswersTest {

    private static final Secret ADMINISTRATOR = new Secret("administrator-0123456789");

    private final ResourceIdentity identity =
            new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);

    @Test
    void aFullDiskIsMadeLarger() {
        try (ScriptedAws aws = new ScriptedAws(question -> answer(question, "storage-full"))) {

            Progress progress = aws.provider().database().follow(spec(40), ADMINISTRATOR);

            assertEquals(Progress.CALL_AGAIN, progress);
            assertTrue(
                    asked(aws, "ModifyDBInstance").getFirst().contains("AllocatedStorage=40"), aws.asked()::toString);
        }
    }

    @Test
    void aFullDiskThatIsToStayAsItIsIsAFailureThatStays() {
        try (ScriptedAws aws = new ScriptedAws(question -> answer(question, "storage-full"))) {

            Permanent full = assertThrows(
                    Permanent.class, () -> aws.provider().database().follow(spec(20), ADMINISTRATOR));

            assertEquals("invalid_state", full.reason());
            assertEquals("The database's disk is full; ask for more storage_gb.", full.getMessage());
        }
    }

    @Test
    void aDiskThatWasChangedShortlyBeforeIsChangedLater() {
        String refused =
                "<ErrorResponse><Error><Code>InvalidParameterCombination</Code><Message>You can't currently modify"
                        + " the storage of this DB instance because the previous storage change is being optimized."
                        + "</Message></Error></ErrorResponse>";
        try (ScriptedAws aws = new ScriptedAws(question -> question.contains("Action=ModifyDBInstance")
                ? new Reply(400, refused)
                : answer(question, "storage-full"))) {

            Retryable later = assertThrows(
                    Retryable.class, () -> aws.provider().database().follow(spec(40), ADMINISTRATOR));

            assertEquals("not_yet_visible", later.reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "available,true",
        "storage-full,true",
        "stopped,true",
        "incompatible-parameters,true",
        "failed,false",
        "incompatible-create,false",
        "incompatible-network,false",
        "incompatible-restore,false",
        "inaccessible-encryption-credentials,false",
        "restore-error,false"
    })
    void aLastSnapshotIsTakenOfWhatHasContent(String status, boolean taken) {
        try (ScriptedAws aws = new ScriptedAws(question -> answer(question, status))) {

            aws.provider().database().delete(identity, true);

            String deletion = asked(aws, "DeleteDBInstance").getFirst();
            assertEquals(
                    taken, deletion.contains("FinalDBSnapshotIdentifier=" + Tags.nameOf(identity) + "-final-db-1"));
            assertTrue(deletion.contains("SkipFinalSnapshot=" + !taken), deletion);
            assertTrue(deletion.contains("DeleteAutomatedBackups=" + taken), deletion);
        }
    }

    @Test
    void nothingStaysOfWhatNothingIsToStayOf() {
        try (ScriptedAws aws = new ScriptedAws(question -> answer(question, "failed"))) {

            aws.provider().database().delete(identity, false);

            String deletion = asked(aws, "DeleteDBInstance").getFirst();
            assertTrue(deletion.contains("SkipFinalSnapshot=true"), deletion);
            assertTrue(deletion.contains("DeleteAutomatedBackups=true"), deletion);
        }
    }

    @Test
    void aLastSnapshotThatIsThereIsNeitherDeletedNorInTheWay() {
        String first = Tags.nameOf(identity) + "-final-db-1";
        try (ScriptedAws aws = new ScriptedAws(question -> question.endsWith("DBSnapshotIdentifier=" + first)
                ? Reply.ok("<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot>"
                        + "<DBSnapshotIdentifier>" + first + "</DBSnapshotIdentifier>" + tags()
                        + "</DBSnapshot></DBSnapshots></DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>")
                : answer(question, "available"))) {

            aws.provider().database().delete(identity, true);

            assertTrue(asked(aws, "DeleteDBInstance").getFirst().contains(first + "-2"), aws.asked()::toString);
            assertEquals(List.of(), asked(aws, "DeleteDBSnapshot"));
        }
    }

    @ParameterizedTest
    @CsvSource({"available,false", "storage-full,true", "stopped,true", "failed,false"})
    void ofWhatIsReplacedTheScheduledBackupsStayAndALastSnapshotIfItCouldNotBeBackedUp(String status, boolean taken) {
        ResourceIdentity next = new ResourceIdentity(identity.serviceId(), identity.projectId(), identity.region(), 2);
        try (ScriptedAws aws = new ScriptedAws(question -> answer(question, status))) {

            aws.provider().database().removeReplaced(next);

            String deletion = asked(aws, "DeleteDBInstance").getFirst();
            assertTrue(deletion.contains("SkipFinalSnapshot=" + !taken), deletion);
            assertTrue(deletion.contains("DeleteAutomatedBackups=false"), deletion);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOrphanThatGoesWhileItIsRemovedIsNoFailure(boolean isProtected) {
        try (ScriptedAws aws = new ScriptedAws(question -> question.contains("Action=DescribeDBInstances")
                ? protection(answer(question, "available"), isProtected)
                : Reply.iam(404, "DBInstanceNotFound"))) {
            FoundResource orphan = new FoundResource(
                    FoundResource.Kind.DATABASE,
                    Tags.nameOf(identity),
                    identity.region(),
                    identity.serviceId(),
                    null,
                    null,
                    0);

            assertEquals(Progress.CALL_AGAIN, aws.provider().inventory().remove(orphan));

            assertEquals(
                    1,
                    asked(aws, isProtected ? "ModifyDBInstance" : "DeleteDBInstance")
                            .size());
        }
    }

    private static Reply protection(Reply instance, boolean isProtected) {
        return Reply.ok(instance.body()
                .replace(
                        "<DeletionProtection>false</DeletionProtection>",
                        "<DeletionProtection>" + isProtected + "</DeletionProtection>"));
    }

    @ParameterizedTest
    @CsvSource({"creating,Creating", "deleting,Absent", "failed,Failed"})
    void aSnapshotIsWhatItWillBe(String status, String seen) {
        try (ScriptedAws aws = new ScriptedAws(question -> Reply.ok(
                "<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot><Status>" + status
                        + "</Status>" + tags()
                        + "</DBSnapshot></DBSnapshots></DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>"))) {

            assertEquals(
                    seen,
                    aws.provider()
                            .database()
                            .observeSnapshot(identity, UUID.randomUUID())
                            .getClass()
                            .getSimpleName());
        }
    }

    @Test
    void whoAnswersIsCheckedByDefault() {
        Map<String, String> settings = new HashMap<>(AwsSettings.of(URI.create("http://127.0.0.1:1")));
        settings.remove("lariba.providers.aws.databases.tls");

        assertEquals(
                AwsProviderConfig.Tls.VERIFY_FULL,
                AwsSettings.read(settings)
                        .getConfigMapping(AwsProviderConfig.class)
                        .databases()
                        .tls());
    }

    @Test
    void authoritiesThatCannotBeReadKeepTheServiceFromStarting() {
        Map<String, String> settings = new HashMap<>(AwsSettings.of(URI.create("http://127.0.0.1:1")));
        settings.put("lariba.providers.aws.databases.tls", "verify-full");
        settings.put("lariba.providers.aws.databases.certificate-authorities", "/nowhere/bundle.pem");

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> AwsSettings.provider(settings));

        assertTrue(String.valueOf(refused.getMessage()).contains("/nowhere/bundle.pem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-full", "verify-ca"})
    void withoutAuthoritiesNobodyWhoAnswersCouldBeChecked(String tls) {
        Map<String, String> settings = new HashMap<>(AwsSettings.of(URI.create("http://127.0.0.1:1")));
        settings.put("lariba.providers.aws.databases.tls", tls);

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> AwsSettings.provider(settings));

        assertTrue(
                String.valueOf(refused.getMessage()).contains("databases.certificate-authorities"),
                refused.getMessage());
    }

    private static List<String> asked(ScriptedAws aws, String action) {
        return aws.asked().stream()
                .filter(question -> question.contains("Action=" + action + "&"))
                .toList();
    }

    private Reply answer(String question, String status) {
        if (question.contains("Action=DescribeDBSnapshots")) {
            return Reply.iam(404, "DBSnapshotNotFound");
        }
        String action = question.replaceAll(".*Action=(\\w+)&.*", "$1");
        String instance = "<DBInstance><DBInstanceIdentifier>" + Tags.nameOf(identity) + "</DBInstanceIdentifier>"
                + "<DbiResourceId>db-1</DbiResourceId><AllocatedStorage>20</AllocatedStorage>"
                + "<DBInstanceStatus>" + status + "</DBInstanceStatus>" + tags()
                + "<Endpoint><Address>db.test</Address><Port>5432</Port></Endpoint>"
                + "<DeletionProtection>false</DeletionProtection></DBInstance>";
        String content =
                action.equals("DescribeDBInstances") ? "<DBInstances>" + instance + "</DBInstances>" : instance;
        return Reply.ok("<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, content));
    }

    private String tags() {
        return "<TagList><Tag><Key>lariba:installation-id</Key><Value>tests</Value></Tag>"
                + "<Tag><Key>lariba:service-id</Key><Value>" + identity.serviceId() + "</Value></Tag></TagList>";
    }

    private DatabaseSpec spec(int storageGb) {
        return new DatabaseSpec(
                identity,
                new DatabaseSettings("postgres", "18", "db.t4g.micro", storageGb, false, 0, List.of()),
                false);
    }
}
