"""Speed and memory as ratios against a raw baseline in the same run; `make bench` prints them."""
