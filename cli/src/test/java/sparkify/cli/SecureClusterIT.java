package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.FreePort;
import sparkify.common.config.ClusterSettings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.tls.CertificateAuthority;

/** deploy.sh on a local cluster whose broker wants TLS, passwords and permissions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SecureClusterIT {
  private static final String DATASET = "guarded";
  private static final String SAMPLE = Pipeline.HOME.resolve("data/sample.json.gz").toString();
  private static final String LOGIN =
      "\"org.apache.kafka.common.security.scram.ScramLoginModule required username=%s password=\\\"\"${KAFKA_PASSWORD}\"\\\";\"";

  private Path directory = Path.of(".");
  private Path secure = Path.of(".");
  private Path config = Path.of(".");
  private DeployRun up = new DeployRun(0, "", "");
  private DeployRun demo = new DeployRun(0, "", "");
  private List<String> passwords = List.of();
  private List<String> commandLines = List.of();

  @BeforeAll
  void runTheDemo(@TempDir Path folder) throws Exception {
    directory = folder.resolve("a cluster");
    secure = directory.resolve("secure");
    config = write("test.conf", "cluster.directory = \"" + directory + "\"\n" + ports());
    try (CommandLines lines = CommandLines.watch()) {
      up = run("local", "up", "--secure").exits(0);
      passwords = passwords();
      demo = run("demo", "--input", SAMPLE, "--dataset", DATASET).exits(0);
      commandLines = List.copyOf(lines.seen());
    }
  }

  @AfterAll
  void wipe() throws Exception {
    run("local", "wipe", "--yes").exits(0);
    assertThat(secure).doesNotExist();
  }

  @Test
  void upSaysHowToUseTheBroker() throws Exception {
    assertThat(up.out()).contains("--config " + secure.resolve("client.conf"));
    assertThat(run("local", "up").exits(0).out()).startsWith("The local cluster is up.");
    assertThat(run("local", "status").exits(0).out()).contains("kafka").contains("healthy");
  }

  @Test
  void demoLandsEverything() {
    assertThat(demo.out()).contains("rows landed so far").contains("Done in ");
  }

  @Test
  void filesAreForTheirOwnerOnly() throws IOException {
    assertThat(Files.getPosixFilePermissions(secure))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> files = Files.list(secure)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
  }

  @Test
  void passwordsAreNowhereToBeSeen() throws Exception {
    assertThat(commandLines)
        .anyMatch(line -> line.contains("SparkSubmit"))
        .anyMatch(line -> line.contains("ExecutorBackend"))
        .noneMatch(this::holdsAPassword);
    assertThat(up.out() + demo.out() + demo.err()).matches(text -> !holdsAPassword(text));
    for (String part : List.of("logs", "kafka-conf", "hadoop-conf", "run")) {
      try (Stream<Path> files = Files.walk(directory.resolve(part))) {
        assertThat(files.filter(Files::isRegularFile))
            .isNotEmpty()
            .noneMatch(file -> holdsAPassword(read(file)));
      }
    }
    Matcher application = Pattern.compile("(application_\\S+) accepted").matcher(demo.out());
    assertThat(application.find()).isTrue();
    assertThat(run("logs", application.group(1)).exits(0).out())
        .contains("sasl.jaas.config")
        .matches(text -> !holdsAPassword(text));
  }

  @Test
  void aCommandWithoutAPasswordIsToldWhereItIs() throws Exception {
    DeployRun run = DeployRun.of(open(), "tail", "--dataset", DATASET).exits(1);
    assertThat(run.err())
        .startsWith("Cannot use the local cluster without a password")
        .contains("--config " + secure.resolve("client.conf"))
        .hasLineCount(1);
  }

  @Test
  void aPasswordFromTheEnvironmentIsTaken() throws Exception {
    Path user = as("pipeline");
    String right = pipelinePassword();
    assertThat(run(user, right, "tail", "--from-beginning", "--exit-at-end").exits(0).out())
        .hasLineCount(50_268);
    assertThat(run(user, right, "audit").code()).isZero();
  }

  @Test
  void aWrongPasswordIsOneLine() throws Exception {
    Path user = as("pipeline");
    String why = "the broker does not accept the login of user 'pipeline' (";
    for (String[] command :
        new String[][] {
          {"tail"},
          {"produce", "--input", SAMPLE},
          {"stream"},
          {"audit"},
          {"demo", "--input", SAMPLE}
        }) {
      assertOneLine(run(user, "hush-wrong", command), why);
    }
    assertThat(run(user, "hush-wrong", "status").exits(1).out())
        .containsPattern(
            "(?m)^trouble +KAFKA_REFUSES: Cannot describe topic .*" + Pattern.quote(why))
        .doesNotContain("hush");
  }

  @Test
  void aMissingPermissionIsOneLine() throws Exception {
    createLooker();
    Path user = as("looker");
    String why = "lacks the permission (Not authorized to access topics: [guarded.events])";
    assertOneLine(run(user, "hush-looker", "tail", "--from-beginning"), "user 'looker' " + why);
    assertOneLine(
        run(user, "hush-looker", "audit", "--deep"), "user 'looker' lacks the permission");
    DeployRun stream =
        run(user, "hush-looker", "stream", "--until-caught-up", "--dataset", "watched").exits(1);
    assertThat(stream.err().strip().lines().toList())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("Cannot land topic watched.events from 127.0.0.1:")
                    .contains(why.replace("guarded", "watched"))
                    .contains("KAFKA_REFUSES")
                    .doesNotContain("hush"));
  }

  @Test
  void anExpiredCertificateIsOneLine(@TempDir Path folder) throws Exception {
    CertificateAuthority authority = CertificateAuthority.create(folder, "hush-store");
    Path store =
        authority.issue("old", "-ext", "san=ip:127.0.0.1", "-startdate", "-9d", "-validity", "8");
    try (SSLServerSocket server = tls(store, "hush-store")) {
      Thread broker = new Thread(() -> shakeHands(server));
      broker.setDaemon(true);
      broker.start();
      Path expired =
          write(
              "expired.conf",
              """
              include file("%s")
              kafka.bootstrap-servers = "127.0.0.1:%d"
              kafka.client.ssl.truststore.certificates = \"""%s\"""
              """
                  .formatted(config, server.getLocalPort(), authority.certificate()));
      for (String command : List.of("tail", "stream", "audit")) {
        assertOneLine(
            DeployRun.of(expired, command, "--dataset", DATASET),
            "the broker's certificate has expired (NotAfter: ");
      }
    }
  }

  private static SSLServerSocket tls(Path store, String password) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  /** Like a broker, as far as its certificate goes. */
  private static void shakeHands(SSLServerSocket server) {
    while (!server.isClosed()) {
      shakeHand(server);
    }
  }

  private static void shakeHand(SSLServerSocket server) {
    try (SSLSocket client = (SSLSocket) server.accept()) {
      client.startHandshake();
    } catch (IOException e) {
      return; // The client does not like the certificate.
    }
  }

  private static void assertOneLine(DeployRun run, String... words) {
    assertThat(run.exits(1).err().strip().lines().toList())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("Cannot ").contains(words))
        .satisfies(line -> assertThat(line).doesNotContain("hush"));
  }

  /**
   * Creates a user who may look at topics but not read them, and a topic that nobody has landed.
   */
  private void createLooker() throws Exception {
    Properties options = new Properties();
    try (InputStream in = Files.newInputStream(secure.resolve("admin.properties"))) {
      options.load(in);
    }
    options.put(
        "bootstrap.servers", SettingsLoader.load(config, Map.of()).kafka().bootstrapServers());
    UserScramCredentialUpsertion looker =
        new UserScramCredentialUpsertion(
            "looker", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "hush-looker");
    try (Admin admin = Admin.create(options)) {
      admin.alterUserScramCredentials(List.of(looker)).all().get();
      List<AclBinding> acls = new ArrayList<>();
      for (AclOperation operation : List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)) {
        acls.add(
            new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                new AccessControlEntry("User:looker", "*", operation, AclPermissionType.ALLOW)));
      }
      admin.createAcls(acls).all().get();
    }
    run("produce", "--input", SAMPLE, "--dataset", "watched").exits(0);
  }

  /** The settings of a user whose password is in the environment. */
  private Path as(String user) throws IOException {
    return write(
        user + ".conf",
        "include file(\"%s\")\ndataset = %s\nkafka.client.sasl.jaas.config = %s\n"
            .formatted(config, DATASET, LOGIN.formatted(user)));
  }

  /** The settings of somebody who does not know that the broker is secured. */
  private Path open() throws IOException {
    return write("open.conf", Files.readString(config).replaceFirst("(?m)^include .*$", ""));
  }

  private DeployRun run(String... arguments) throws IOException, InterruptedException {
    return DeployRun.of(config, arguments);
  }

  private static DeployRun run(Path config, String password, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return DeployRun.of(Map.of("KAFKA_PASSWORD", password), all);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolveSibling(name), text);
  }

  private String ports() {
    StringBuilder settings =
        new StringBuilder("include file(\"%s\")\n".formatted(secure.resolve("client.conf")));
    ClusterSettings defaults = SettingsLoader.load(null, Map.of()).cluster();
    Iterator<Integer> free = FreePort.distinct(defaults.ports().size()).iterator();
    for (String setting : defaults.ports().keySet()) {
      settings.append("cluster.%s = %d%n".formatted(setting, free.next()));
    }
    return settings.toString();
  }

  private List<String> passwords() throws IOException {
    return properties().values().stream().map(String::valueOf).toList();
  }

  private String pipelinePassword() throws IOException {
    return properties().getProperty("pipeline");
  }

  private Properties properties() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(secure.resolve("passwords.properties"))) {
      properties.load(in);
    }
    return properties;
  }

  private boolean holdsAPassword(String text) {
    return passwords.stream().anyMatch(text::contains);
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
