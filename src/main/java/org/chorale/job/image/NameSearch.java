package org.chorale.job.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.chorale.io.image.Images;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;

/**
 * Matches the images of folders to scans by name. An image is a scan's if its name without ending
 * is the scan's id; or else if the id, or the id after {@code sub-}, is how its name begins up to
 * an underscore, or a folder in its path below the one that was named.
 */
final class NameSearch {
  private static final String SUBJECT = "sub-";

  private final Configuration conf;
  private final ScanTable scans;
  private final ImageImportRequest request;
  private final SetAside aside;
  private final Map<String, Integer> scanOf = new HashMap<>();

  NameSearch(Configuration conf, ScanTable scans, ImageImportRequest request, SetAside aside) {
    this.conf = conf;
    this.scans = scans;
    this.request = request;
    this.aside = aside;
    for (int s = 0; s < scans.size(); s++) {
      scanOf.put(scans.id(s), s);
    }
  }

  private record Image(String path, List<String> folders) {}

  List<ImageFile> find(List<String> paths, FoundImages found) throws IOException {
    String mask =
        request.mask() == null ? null : ImageSearch.qualified(conf, new Path(request.mask()));
    for (String path : paths) {
      List<Image> images = images(path);
      if (images.isEmpty()) {
        throw new InvalidInputException(
            "--images %s: there is no image (.nii, .nii.gz, .hdr, .mgh, .mgz)".formatted(path));
      }
      for (Image image : images) {
        if (!image.path.equals(mask)) {
          match(image, found);
        }
      }
    }
    return found.files(
        s ->
            "no image in %s is named after it; give a pattern, as in --images '%s/{%s}/*.nii.gz'"
                .formatted(
                    String.join(", ", paths.subList(0, Math.min(3, paths.size()))),
                    paths.get(0),
                    request.idColumn()));
  }

  private void match(Image image, FoundImages found) {
    String stem = Images.stem(new Path(image.path).getName());
    Set<Integer> exact = new LinkedHashSet<>();
    Set<Integer> near = new LinkedHashSet<>();
    add(stem, exact);
    for (int end = stem.indexOf('_'); end > 0; end = stem.indexOf('_', end + 1)) {
      add(stem.substring(0, end), near);
    }
    image.folders.forEach(folder -> add(folder, near));
    Set<Integer> own = exact.isEmpty() ? near : exact;
    if (own.isEmpty()) {
      aside.stray(image.path, "is of no scan in " + request.scans());
    } else if (own.size() == 1) {
      found.add(own.iterator().next(), image.path);
    } else {
      List<String> ids = own.stream().map(s -> "'" + scans.id(s) + "'").limit(3).toList();
      aside.stray(
          image.path,
          "could be of %d scans: %s; give a pattern".formatted(own.size(), String.join(", ", ids)));
    }
  }

  private void add(String name, Set<Integer> to) {
    Integer scan = scanOf.get(name);
    if (scan == null && name.startsWith(SUBJECT)) {
      scan = scanOf.get(name.substring(SUBJECT.length()));
    }
    if (scan != null) {
      to.add(scan);
    }
  }

  private List<Image> images(String named) throws IOException {
    Path path = new Path(named);
    FileSystem files = NewFile.fileSystem(conf, path);
    List<Image> images = new ArrayList<>();
    if (!files.exists(path) || files.getFileStatus(path).isFile()) {
      for (String match : ImageSearch.matches(conf, named)) {
        images.add(new Image(match, List.of()));
      }
      return images;
    }
    String root = files.makeQualified(path).toString();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
    while (all.hasNext()) {
      Path file = files.makeQualified(all.next().getPath());
      List<String> folders = foldersBelow(root, file);
      boolean hidden = folders.stream().anyMatch(folder -> folder.startsWith("."));
      if (Images.isImage(file.getName()) && !hidden) {
        images.add(new Image(file.toString(), folders));
      }
    }
    images.sort(Comparator.comparing(Image::path));
    return images;
  }

  private static List<String> foldersBelow(String root, Path file) {
    List<String> folders = new ArrayList<>();
    for (Path at = file.getParent();
        at != null && !at.toString().equals(root);
        at = at.getParent()) {
      folders.add(at.getName());
    }
    return folders;
  }
}
