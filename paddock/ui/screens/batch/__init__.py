"""The batch screen 批量: vehicles captured on the lot, from camera, folders, lists, gun and keys."""
