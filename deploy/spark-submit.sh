#!/usr/bin/env bash
# One run on a cluster. Copy, keep the block of your cluster, fill in the capitals.
#
#   deploy/spark-submit.sh standalone spark://HOST:7077 job.yaml [--refresh ...]
#   deploy/spark-submit.sh yarn hdfs:///PATH/job.yaml [...]
#   deploy/spark-submit.sh k8s k8s://https://HOST:PORT IMAGE job.yaml [...]
#
# The first is what the project's tests run (separate JVMs, client mode). YARN and Kubernetes are
# spark-submit's documented options with the same jar; no test here has such a cluster.
set -euo pipefail

: "${SPARK_HOME:?set it to a Spark 4.1 installation}"
project=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
jar=$project/target/chorale.jar
[[ -f $jar ]] || {
  echo "no $jar; run: mvn -B -DskipTests package" >&2
  exit 2
}

common=(--properties-file "$project/conf/spark-defaults.conf" --class org.chorale.cli.Main)
cluster=${1:?standalone, yarn or k8s}
shift
case $cluster in
  standalone)
    # The driver runs here. CORES is what one run takes of the cluster; below spark.executor.cores
    # (conf/spark-defaults.conf) no executor fits and the run waits for ever.
    master=$1
    shift
    exec "$SPARK_HOME/bin/spark-submit" "${common[@]}" --master "$master" \
      --conf spark.cores.max="${CORES:-16}" \
      "$jar" harmonise "$@"
    ;;
  yarn)
    # HADOOP_CONF_DIR says where YARN is. The driver runs in YARN: what the command prints is in
    # its log (yarn logs -applicationId ID); the exit code comes back here.
    : "${HADOOP_CONF_DIR:?set it to the folder with yarn-site.xml}"
    exec "$SPARK_HOME/bin/spark-submit" "${common[@]}" --master yarn --deploy-mode cluster \
      --num-executors "${EXECUTORS:-8}" \
      --conf spark.yarn.maxAppAttempts=1 \
      "$jar" harmonise "$@"
    ;;
  k8s)
    # The image is Spark's own with the jar copied to /opt/chorale.jar.
    master=$1 image=$2
    shift 2
    exec "$SPARK_HOME/bin/spark-submit" "${common[@]}" --master "$master" --deploy-mode cluster \
      --conf spark.kubernetes.container.image="$image" \
      --conf spark.executor.instances="${EXECUTORS:-8}" \
      --conf spark.kubernetes.submission.waitAppCompletion=true \
      local:///opt/chorale.jar harmonise "$@"
    ;;
  *)
    echo "$cluster: standalone, yarn or k8s" >&2
    exit 2
    ;;
esac
