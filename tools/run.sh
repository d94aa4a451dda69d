# What the programs that are run from their folders share. To be sourced, with "root" being this repository's folder
# and "here" the program's own module, whose jars its build gathers in target and target/lib.
oldest=25

refuse() {
  printf '%s\n' "$*" >&2
  exit 2
}

# The version of the JDK in a folder, as a number; 0 where there is none.
version_in() {
  local version
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || { echo 0; return; }
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  echo "${version:-0}"
}

find_jdk() {
  local on_path folder
  on_path=$(command -v java || true)
  for folder in "${JAVA_HOME-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
    /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$folder" ] && [ "$(version_in "$folder")" -ge "$oldest" ]; then
      echo "$folder"
      return
    fi
  done
  refuse "no JDK $oldest or later in JAVA_HOME, on the PATH or in the usual folders: install one," \
    "for instance with \"apt-get install openjdk-$oldest-jdk\" or from https://adoptium.net"
}

# Whether some source is newer than everything that was built from them. Maven leaves a jar whose classes did not change
# as it was, so what build() notes counts too.
is_stale() {
  local newest
  newest=$(ls -t "$here"/target/*.jar "$here"/target/lib/session-*.jar "$here"/target/built 2>/dev/null | head -1)
  [ -z "$newest" ] || [ -n "$(find "$root" -name target -prune -o -newer "$newest" -type f \
    \( -path '*/src/main/*' -o -name pom.xml \) -print -quit)" ]
}

# Builds the program, which goes by the name given.
build() {
  command -v mvn >/dev/null || refuse "Maven 3.8 or later is needed to build the $1, and there is no mvn on the PATH"
  echo "building the $1, which takes a few minutes the first time" >&2
  mkdir -p "$here/target" && touch "$here/target/building"
  (cd "$root" && mvn -B -q -ntp -pl "${here#"$root"/}" -am -Dmaven.test.skip package) >&2 ||
    refuse "the $1 could not be built: Maven says why above"
  mv "$here/target/building" "$here/target/built"
}

# One at a time; whoever waited looks again. Not everywhere is there a flock.
lock_build() {
  exec 9< "$root/pom.xml"
  ! command -v flock >/dev/null || flock 9
}
