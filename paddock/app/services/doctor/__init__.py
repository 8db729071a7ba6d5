"""What is wrong with this workstation, what to do about it, and what the machine can do by itself."""

from paddock.app.services.doctor.camera import CameraDevice, camera_devices
from paddock.app.services.doctor.doctor import Doctor, Surroundings
from paddock.app.services.doctor.report import CentreProbe, Fact, Part, PartReport, Remedy
from paddock.app.services.doctor.words import report_text

__all__ = [
    "CameraDevice",
    "CentreProbe",
    "Doctor",
    "Fact",
    "Part",
    "PartReport",
    "Remedy",
    "Surroundings",
    "camera_devices",
    "report_text",
]
