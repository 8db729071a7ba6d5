"""The running camera: how many frames a second are searched for codes while a window shows them."""
