package sparkify.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import sparkify.common.FileTree;
import sparkify.common.OperatorError;
import sparkify.common.PrivateFile;
import sparkify.common.tls.CertificateAuthority;

/**
 * What the secured broker, its users and its health check need: certificates, passwords, and the
 * settings that refer to them.
 *
 * <p>The files are made once, all or none, in a folder that only its owner can read. No password is
 * in a command line, or in server.properties.
 *
 * @param folder of the files
 * @param plain the same folder under its plain name, for the broker
 */
record SecureFiles(Path folder, Path plain) {
  /** Who may do everything: the health check, the broker itself, and whoever has the files. */
  static final String ADMIN = "admin";

  /** Who runs the pipeline. */
  static final String PIPELINE = "pipeline";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String BROKER = "broker";
  private static final String STORE = "store";
  private static final String PASSWORDS = "passwords.properties";
  private static final String TRUSTED = "ca.pem";
  private static final String ADMIN_OPTIONS = "admin.properties";
  private static final String CLIENT_CONF = "client.conf";

  static SecureFiles of(Layout layout) {
    return new SecureFiles(layout.area(), layout.plainArea());
  }

  /** The settings with which commands use the broker. */
  Path clientConf() {
    return folder.resolve(CLIENT_CONF);
  }

  /** Makes the files unless they are there. */
  void ensure() {
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
    try {
      if (Files.isDirectory(folder)) {
        return;
      }
      FileTree.delete(unfinished);
      Files.createDirectories(folder.resolveSibling(""));
      Files.createDirectory(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      make(unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new OperatorError("Cannot make certificates and passwords in " + folder + ": " + e, e);
    }
  }

  private static void make(Path folder) throws IOException {
    Map<String, String> passwords = Map.of(ADMIN, random(), PIPELINE, random(), STORE, random());
    PrivateFile.write(folder.resolve(PASSWORDS), passwords);
    CertificateAuthority authority =
        CertificateAuthority.create(folder, passwords.getOrDefault(STORE, ""));
    authority.issue(BROKER, "-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "3650");
    String trusted = authority.certificate();
    PrivateFile.write(folder.resolve(TRUSTED), trusted);
    PrivateFile.write(
        folder.resolve(ADMIN_OPTIONS), client(ADMIN, passwords.getOrDefault(ADMIN, ""), trusted));
    PrivateFile.write(
        folder.resolve(CLIENT_CONF),
        hocon(client(PIPELINE, passwords.getOrDefault(PIPELINE, ""), trusted)));
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Map<String, String> client(String user, String password, String trusted) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        login(user, password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.certificates",
        trusted);
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  private static String hocon(Map<String, String> client) {
    String options =
        client.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(option -> "  " + option.getKey() + " = " + quoted(option.getValue()))
            .collect(Collectors.joining("\n"));
    return """
        # Written by ./deploy.sh local up --secure: what commands need to use the secured broker, the
        # password of its user '%s' included. Give it with --config, or include it in a file of your own.
        cluster.kafka.secure = true
        kafka.client {
        %s
        }
        """
        .formatted(PIPELINE, options);
  }

  /** The options of a client that may do everything. */
  Properties adminOptions() throws IOException {
    return properties(ADMIN_OPTIONS);
  }

  /**
   * What server.properties says about security: clients log in over TLS; the controller's port
   * takes the broker's own certificate only; and what no ACL allows is refused.
   */
  Map<String, String> brokerOptions() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("config.providers", "file");
    all.put("config.providers.file.class", FileConfigProvider.class.getName());
    all.put("config.providers.file.param.allowed.paths", plain.toString());
    all.put("ssl.keystore.type", "PKCS12");
    all.put("ssl.keystore.location", plain.resolve(BROKER + ".p12").toString());
    all.put("ssl.keystore.password", password(STORE));
    all.put("ssl.key.password", password(STORE));
    all.put("ssl.truststore.type", "PEM");
    all.put("ssl.truststore.location", plain.resolve(TRUSTED).toString());
    all.put("inter.broker.listener.name", KafkaConf.SECURE_LISTENER);
    all.put("sasl.enabled.mechanisms", MECHANISM);
    all.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    String listener = "listener.name." + KafkaConf.SECURE_LISTENER.toLowerCase(Locale.ROOT) + ".";
    all.put(
        listener + MECHANISM.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
        login(ADMIN, password(ADMIN)));
    all.put("listener.name.controller.ssl.client.auth", "required");
    all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    all.put("super.users", "User:%s;User:CN=%s".formatted(ADMIN, BROKER));
    return all;
  }

  /** A reference that the broker resolves. */
  private String password(String name) {
    return "${file:%s:%s}".formatted(plain.resolve(PASSWORDS), name);
  }

  /**
   * The arguments that format the broker's folder with its users: a file for the java command,
   * since the users' passwords are in it.
   *
   * @param arguments main class and arguments, without the users
   */
  List<String> withUsers(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    try {
      Properties passwords = properties(PASSWORDS);
      for (String user : List.of(ADMIN, PIPELINE)) {
        all.add("--add-scram");
        all.add("%s=[name=%s,password=%s]".formatted(MECHANISM, user, passwords.getProperty(user)));
      }
      Path file = folder.resolve("format.arguments");
      Files.deleteIfExists(file);
      PrivateFile.write(
          file, all.stream().map(SecureFiles::quoted).collect(Collectors.joining("\n")));
      return List.of("@" + file);
    } catch (IOException e) {
      throw new OperatorError("Cannot pass the users to Kafka in " + folder + ": " + e, e);
    }
  }

  /** In quotes, as in HOCON and in files of arguments for java. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private Properties properties(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      properties.load(in);
    }
    return properties;
  }
}
