package sparkify.common.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import sparkify.common.OperatorError;
import sparkify.common.PrivateFile;

/**
 * A certificate authority of its own, made with the JDK's keytool.
 *
 * <p>Its key and those that it issues are in PKCS12 key stores of one password, which keytool gets
 * through an environment variable: every user of the machine can see a command line.
 */
public final class CertificateAuthority {
  private static final String NAME = "ca";
  private static final String TYPE = "PKCS12";

  private final Path folder;
  private final String password;

  private CertificateAuthority(Path folder, String password) {
    this.folder = folder;
    this.password = password;
  }

  /**
   * Creates the authority.
   *
   * @param folder of its key stores; it must exist, and be its owner's alone
   * @param password of its key stores, at least six characters
   */
  public static CertificateAuthority create(Path folder, String password) throws IOException {
    CertificateAuthority authority = new CertificateAuthority(folder, password);
    authority.generate(authority.store(NAME), NAME, List.of("-ext", "bc:c", "-validity", "3650"));
    Files.setPosixFilePermissions(
        authority.store(NAME), PosixFilePermissions.fromString("rw-------"));
    return authority;
  }

  /**
   * Creates a key and its certificate, which says {@code CN=name}.
   *
   * @param options further options of {@code keytool -genkeypair}, such as {@code -validity 30}
   * @return the key store NAME.p12, which holds nothing else
   */
  public Path issue(String name, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("-signer", NAME));
    all.addAll(List.of(options));
    Path store = store(name);
    Files.copy(store(NAME), store);
    generate(store, name, all);
    try {
      KeyStore keys = load(store);
      keys.deleteEntry(NAME);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      keys.store(bytes, password.toCharArray());
      Files.delete(store);
      return PrivateFile.write(store, bytes.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new OperatorError("Cannot write " + store + ": " + e, e);
    }
  }

  /** The authority's own certificate in PEM, which who trusts it needs. */
  public String certificate() throws IOException {
    try {
      return pem("CERTIFICATE", load(store(NAME)).getCertificate(NAME).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new OperatorError("Cannot read " + store(NAME) + ": " + e, e);
    }
  }

  /** Encodes what {@code type} names in PEM. */
  public static String pem(String type, byte[] encoded) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, lines);
  }

  private Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(TYPE);
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    return keys;
  }

  private void generate(Path store, String name, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", TYPE));
    command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", password);
    Process keytool = builder.start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (keytool.waitFor() != 0) {
        throw new OperatorError("Cannot create a certificate with keytool: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorError("Interrupted while creating a certificate", e);
    }
  }
}
