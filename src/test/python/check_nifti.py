"""Reads exported images with nibabel and compares them with their originals and with a matrix.

    check_nifti.py EXPORT VALUES MASK

EXPORT is the output of 'chorale export nifti': images.csv tells the file and the original of every
scan. VALUES has for every file FILE.f32, the values of the matrix as little-endian float32, a
number for each voxel of MASK that isn't 0, x fastest. Prints how many images agree; ends with 1 and
the first difference if one doesn't.
"""

import csv
import os
import sys
import urllib.parse

import nibabel
import numpy


def differences(image, original, expected, inside):
    """What of an image isn't as it should be."""
    if image.get_data_dtype() != numpy.dtype("<f4"):
        yield "values are %s" % image.get_data_dtype()
    if image.header.get_slope_inter() not in ((1.0, 0.0), (None, None)):
        yield "values are scaled"
    if image.shape != original.shape[:3]:
        yield "shape %s, of the original %s" % (image.shape, original.shape)
        return
    if not numpy.array_equal(image.affine, original.affine):
        yield "affine %s, of the original %s" % (image.affine, original.affine)
    zooms = image.header.get_zooms(), original.header.get_zooms()[:3]
    if zooms[0] != zooms[1]:
        yield "zooms %s, of the original %s" % zooms
    for form in ("get_sform", "get_qform"):
        ours = getattr(image.header, form)(coded=True)
        theirs = getattr(original.header, form)(coded=True)
        if ours[1] != theirs[1] or (
            ours[0] is not None and not numpy.array_equal(ours[0], theirs[0])
        ):
            yield "%s %s, of the original %s" % (form, ours, theirs)
    for field in ("descrip", "intent_code", "intent_name", "xyzt_units"):
        if image.header[field] != original.header[field]:
            yield "%s %s, of the original %s" % (field, image.header[field], original.header[field])
    values = numpy.asanyarray(image.dataobj).astype("<f4").ravel(order="F")
    if values[inside].tobytes() != expected.tobytes():
        at = numpy.flatnonzero(values[inside] != expected)
        yield "%d values differ from the matrix" % len(at)
    background = numpy.asanyarray(original.dataobj).astype("<f4").ravel(order="F")
    if not numpy.array_equal(values[~inside], background[~inside], equal_nan=True):
        yield "voxels outside the mask differ from the original"


def main(export, values, mask):
    inside = numpy.asanyarray(nibabel.load(mask).dataobj).ravel(order="F") != 0
    count = 0
    with open(os.path.join(export, "images.csv"), newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            image = nibabel.load(os.path.join(export, row["file"]))
            path = urllib.parse.urlparse(row["original"]).path
            original = nibabel.load(urllib.parse.unquote(path))
            expected = numpy.fromfile(os.path.join(values, row["file"] + ".f32"), dtype="<f4")
            for difference in differences(image, original, expected, inside):
                print("%s: %s" % (row["file"], difference))
                return 1
            count += 1
    print("%d images agree (nibabel %s)" % (count, nibabel.__version__))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
