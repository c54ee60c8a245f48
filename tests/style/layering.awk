# Reads files of engine/ (paths relative to the root) and prints one line for each breach of the law of the
# house (README.md, "The house"), as FILE:LINE: what may not be. Prints nothing when the law is kept.

BEGIN {
  below["base"] = ""
  below["model"] = "base"
  below["core"] = "base model"
  below["journal"] = "base model"
  below["store"] = "base model core journal"
  split("pipeline query access", middle, " ")
  for (i in middle) below[middle[i]] = "base model core journal store"
  below["front"] = "base model core journal store pipeline query access"
  below["daemon"] = below["front"] " front"
}

FNR == 1 {
  split(FILENAME, part, "/")
  folder = part[2]
  source = FILENAME ~ /\.cc$/
  pure = folder ~ /^(base|model|core)$/
  in_comment = 0
}

function Breach(what) { printf "%s:%d: %s\n", FILENAME, FNR, what }
function May(other) { return other == folder || index(" " below[folder] " ", " " other " ") }
function Where(pattern) { return folder ~ ("^(" pattern ")$") }

# The line without comments and string literals, so that prose cannot break the law.
function Code(line) {
  if (in_comment) {
    if (!index(line, "*/")) return ""
    sub(/^.*\*\//, "", line)
    in_comment = 0
  }
  gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
  sub(/\/\/.*/, "", line)
  gsub(/\/\*[^*]*\*\//, "", line)
  if (sub(/\/\*.*/, "", line)) in_comment = 1
  return line
}

function CheckInclude(line,   name, other) {
  name = line
  sub(/^[ \t]*#[ \t]*include[ \t]*[<"]/, "", name)
  sub(/[>"].*$/, "", name)
  if (name ~ /^engine\//) {
    split(name, part, "/")
    other = part[2]
    if (!May(other)) Breach(folder " may not include " name)
  }
  if (name ~ /^(tests|bench|clients)\//) Breach("the engine may not include " name)
  if ((name ~ /^google\/protobuf\// || name ~ /\.pb\.h$/) &&
      !(Where("front") || (Where("store") && source)))
    Breach("protobuf belongs into front/ and the .cc files of store/: " name)
  if ((name ~ /^grpc/ || name ~ /\.grpc\.pb\.h$/) && !Where("front|daemon"))
    Breach("gRPC belongs into front/ and daemon/: " name)
  if (name ~ /^boost\// && !Where("front|daemon")) Breach("Boost belongs into front/ and daemon/: " name)
  if (name ~ /^rocksdb\// && !(Where("journal") && source))
    Breach("RocksDB belongs into the .cc files of journal/: " name)
  if (pure && name ~ /^(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier)$/)
    Breach(folder " has no threads: " name)
  if (pure && name ~ /^(absl\/synchronization\/|pthread)/) Breach(folder " has no threads: " name)
  if (pure && (name == "random" || name ~ /^absl\/random\//)) Breach(folder " has no randomness: " name)
  if (pure && name ~ /^(fstream|filesystem|fcntl\.h|sys\/socket\.h|unistd\.h)$/)
    Breach(folder " has no files and no sockets: " name)
}

function CheckCode(code) {
  if (code ~ /_clock::now|absl::Now\(|clock_gettime|gettimeofday|std::time\(/ ||
      code ~ /(^|[^A-Za-z0-9_.>:])time\((NULL|nullptr|0|&)/)
    Breach(folder " has no clock: time comes in with the command")
  if (code ~ /(^|[^A-Za-z0-9_])(s?rand|getrandom|random_device|mt19937(_64)?)[ ({;]/)
    Breach(folder " has no randomness")
  if (folder ~ /^(model|core)$/ && code ~ /(^|[^A-Za-z0-9_])(double|float)([^A-Za-z0-9_]|$)/)
    Breach(folder " has no floating point")
}

FILENAME ~ /CMakeLists\.txt$/ {
  line = $0
  sub(/#.*/, "", line)
  if (line ~ /mutua_library\(/) library = 1
  count = split(line, word, /[ \t()]+/)
  for (i = 1; i <= count; i++) {
    if (word[i] == "DEPS") { deps = 1; continue }
    if (word[i] == "LINK") { deps = 0; continue }
    other = word[i]
    named = sub(/^mutua_/, "", other)
    if ((deps || named) && other in below && !May(other)) Breach(folder " may not link " other)
    if (word[i] ~ /^(gRPC::|Boost::|mutua_proto_api$)/ && !Where("front|daemon"))
      Breach("gRPC and Boost belong into front/ and daemon/: " word[i])
    if (word[i] ~ /^RocksDB::/ && !Where("journal")) Breach("RocksDB belongs into journal/: " word[i])
    if (word[i] ~ /^protobuf::/ || (word[i] == "mutua_proto_store" && !Where("store")))
      Breach("protobuf belongs into front/ and store/: " word[i])
  }
  if (line ~ /\)/) deps = 0
  next
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ { CheckInclude($0); next }
pure { CheckCode(Code($0)) }
